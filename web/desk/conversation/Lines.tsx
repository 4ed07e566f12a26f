import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useDeskText } from '../app/text.ts'
import type { Facts } from './facts.ts'
import type { LineEvent } from './items.ts'
import { Line } from './Line.tsx'
import css from './Lines.module.css'

/** What was done, small; several after each other fold into the last, the end of the session, and a count. */
export function Lines({ events, isFolded, facts }: { events: readonly LineEvent[]; isFolded: boolean; facts: Facts }) {
  const t = useDeskText()
  const [isOpen, setOpen] = useState(false)
  const last = events.at(-1)
  const brief = events.filter((event) => event === last || event.type === 'session.ended')
  const mayFold = isFolded && brief.length < events.length
  const shown = mayFold && !isOpen ? brief : events
  return (
    <div className={css['lines']}>
      {mayFold && (
        <button type="button" className={css['fold']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronRight size={13} aria-hidden />
          {isOpen ? t('lines.fold') : t('lines.more', { n: events.length - brief.length })}
        </button>
      )}
      {shown.map((event) => (
        <Line key={event.p} event={event} facts={facts} />
      ))}
    </div>
  )
}
