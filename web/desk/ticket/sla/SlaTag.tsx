import { Pause, Timer } from 'lucide-react'
import { memo } from 'react'
import type { SlaMark } from '../../../../server/tickets/contract.ts'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'

const MINUTE = 60_000

/** How long until a target is missed, or since: calm, louder when it is near, loud when it is late. Moves on by itself. */
export const SlaTag = memo(function SlaTag({ mark }: { mark: SlaMark }) {
  const t = useDeskText()
  const { now, span } = useTimes()
  const { metric, state, dueAt, nearAt, leftMs } = mark
  const late = state === 'breached'
  const ms = Math.abs(leftMs ?? Date.parse(dueAt ?? '') - now)
  // "−<1 m" is no time: what is just late is late by a minute.
  const time = span(late ? Math.max(ms, MINUTE) : ms)
  const said = t('sla.mark', { metric, state, time })
  return (
    <Tag tone={late ? 'bad' : nearAt !== null && now >= Date.parse(nearAt) ? 'warn' : 'plain'} title={said}>
      {state === 'paused' ? <Pause size={11} aria-hidden /> : <Timer size={11} aria-hidden />}
      <span aria-hidden>
        {late && '−'}
        {time}
      </span>
      <Hidden>{said}</Hidden>
    </Tag>
  )
})
