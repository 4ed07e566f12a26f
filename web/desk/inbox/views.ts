import type { ViewKey } from '../../../server/tickets/contract.ts'

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

export const asView = (value: string): ViewKey => views.find((view) => view === value) ?? 'unassigned'

const PLACE = 'causerie.view'
export const lastView = (): ViewKey => asView(localStorage.getItem(PLACE) ?? 'unassigned')
export const rememberView = (view: ViewKey): void => localStorage.setItem(PLACE, view)
