import { useQuery } from '@tanstack/react-query'
import type { OfferLine } from '../../../server/routing/contract.ts'
import { api } from '../../kit/http.ts'
import { useTimes } from '../app/times.ts'
import { useAgentName } from './useAgentName.ts'
import { useWorkText } from './text.ts'
import { useRoutingWords } from './why-text.ts'
import css from './RoutingBlock.module.css'

/** To whom it was offered or given, and why; newest first. */
export function OfferLog({ conversationId, heard }: { conversationId: number; heard: number }) {
  const w = useWorkText()
  const times = useTimes()
  const words = useRoutingWords()
  const nameOf = useAgentName()
  const { data } = useQuery({
    queryKey: ['routing', 'offers', conversationId, heard],
    queryFn: () => api.get<OfferLine[]>(`/conversations/${conversationId}/offers`),
    placeholderData: (before) => before,
  })
  if (data === undefined || data.length === 0) return null
  return (
    <details className={css['log']}>
      <summary>{w('log', { n: data.length })}</summary>
      <ol>
        {data.map((line) => (
          <li key={line.id}>
            <p>
              <span>
                {nameOf(line.userId)} – {w('outcome', { outcome: line.outcome ?? 'open' })} ·{' '}
                {w('log.waited', { time: words.span(line.waitedMs) })}
              </span>
              <time dateTime={line.madeAt} title={times.full(line.madeAt)}>
                {times.clock(line.madeAt)}
              </time>
            </p>
            <p className={css['why']}>{words.why(line.why)}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}
