import type { CustomView, CustomViewKey, ListKey, ViewKey } from '../../../server/tickets/contract.ts'
import { useViews } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'

/** In the order they are shown; `closed` is reached by finding. */
export const views = [
  'unassigned',
  'mine',
  'open',
  'pending',
  'hold',
  'solved',
  'bot',
  'all',
] as const satisfies readonly ViewKey[]

export const isCustom = (value: string): value is CustomViewKey => /^v[1-9]\d{0,14}$/.test(value)
export const asView = (value: string): ListKey =>
  isCustom(value) ? value : (views.find((view) => view === value) ?? 'unassigned')

const PLACE = 'causerie.view'
export const lastView = (): ListKey => asView(localStorage.getItem(PLACE) ?? 'unassigned')
export const rememberView = (view: ListKey): void => localStorage.setItem(PLACE, view)

/** The custom view of a key, where it is one this person has. */
export const useCustomView = (view: ListKey): CustomView | undefined => useViews().find(({ id }) => view === `v${id}`)

/** What a list is called. */
export function useViewName(): (view: ListKey) => string {
  const t = useDeskText()
  const own = useViews()
  return (view) =>
    isCustom(view) ? (own.find(({ id }) => view === `v${id}`)?.title ?? t('views.label')) : t(`view.${view}`)
}

/** Custom views are counted up to ten thousand. */
export function useCountText(): (count: number) => string {
  const t = useDeskText()
  return (count) => (count >= 10_000 ? t('views.many') : String(count))
}
