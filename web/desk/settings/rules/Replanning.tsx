import { useQuery } from '@tanstack/react-query'
import type { ReplanningView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { Spinner } from '../../../kit/ui/Spinner.tsx'
import { useRulesText } from './text.ts'
import css from './Replanning.module.css'

const LOOK_EACH_MS = 1_000

/** How far the open tickets have their next instants, after a change; shown while it goes on. */
export function Replanning() {
  const r = useRulesText()
  const { data } = useQuery({
    queryKey: ['rules', 'replanning'],
    queryFn: () => api.get<{ replanning: ReplanningView }>('/rules/replanning'),
    refetchInterval: ({ state }) => (state.data?.replanning ? LOOK_EACH_MS : false),
  })
  const going = data?.replanning
  if (!going) return null
  const { done, of } = going
  return (
    <div className={css['strip']} role="status">
      <Spinner size={16} />
      <div className={css['words']}>
        <b>{r('replanning')}</b>
        <span>{r('replanning.text', { done, of })}</span>
      </div>
      <progress className={css['bar']} value={done} max={Math.max(of, 1)} aria-label={r('replanning')} />
    </div>
  )
}
