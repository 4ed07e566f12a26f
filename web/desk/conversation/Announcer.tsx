import { useEffect, useRef, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { isMessage } from '../live/events.ts'
import type { Facts } from './facts.ts'

/** Speaks what comes in while the conversation is open; never the history when a page is read. */
export function Announcer({ snapshot, facts }: { snapshot: ConversationSnapshot; facts: Facts }) {
  const heard = useRef(snapshot.position)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const news = snapshot.thread.events.filter(
      (event) =>
        event.p > heard.current && isMessage(event) && !(event.by.kind === 'agent' && event.by.id === facts.meId),
    )
    heard.current = snapshot.position
    if (snapshot.thread.events.at(-1)?.type === 'message.redacted') setSaid('')
    const texts = news.flatMap((event) =>
      isMessage(event) ? [`${facts.actorName(event.by)}: ${event.data.message.text}`] : [],
    )
    if (texts.length > 0) setSaid(texts.join('\n'))
  }, [snapshot, facts])
  useEffect(() => {
    // Once spoken it leaves the page: it may be redacted later.
    const timer = setTimeout(() => setSaid(''), 4_000)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div aria-live="polite">
      <Hidden>{said}</Hidden>
    </div>
  )
}
