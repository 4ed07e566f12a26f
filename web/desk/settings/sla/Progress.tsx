import { useQuery } from '@tanstack/react-query'
import { Spinner } from '../../../kit/ui/Spinner.tsx'
import { useSlaText } from '../../ticket/sla/text.ts'
import css from '../rules/Replanning.module.css'
import { progressQuery } from './queries.ts'

const LOOK_EACH_MS = 1_000

/** How far open tickets have their targets anew, after a change; shown while it goes on. */
export function Progress() {
  const s = useSlaText()
  const { data } = useQuery({
    ...progressQuery,
    refetchInterval: ({ state }) => (state.data?.progress ? LOOK_EACH_MS : false),
  })
  const going = data?.progress
  if (!going) return null
  const { done, of } = going
  return (
    <div className={css['strip']} role="status">
      <Spinner size={16} />
      <div className={css['words']}>
        <b>{s('progress')}</b>
        <span>{s('progress.text', { done, of })}</span>
      </div>
      <progress className={css['bar']} value={done} max={Math.max(of, 1)} aria-label={s('progress')} />
    </div>
  )
}
