import type { Facts } from '../conversation/facts.ts'
import type { RoutingEvent } from '../live/events.ts'
import { useWorkText } from './text.ts'
import { useRoutingWords } from './why-text.ts'

/** One sentence on how work found its agent: "Offered to Léa: most room left (2 free) · 3 offline". */
export default function RoutingLine({ event, facts }: { event: RoutingEvent; facts: Facts }) {
  const w = useWorkText()
  const words = useRoutingWords()
  switch (event.type) {
    case 'queue.entered': {
      const queue = words.queueName(event.data.queueId)
      return queue === null ? w('line.enteredNone') : w('line.entered', { queue })
    }
    case 'queue.left':
      return w('line.left', { time: words.span(event.data.waitedMs), reason: event.data.reason })
    case 'offer.made':
      return w('line.offered', { name: facts.agentName(event.data.userId), why: words.why(event.data.why) })
    case 'offer.ended':
      return w('line.ended', { name: facts.agentName(event.data.userId), outcome: event.data.outcome })
    case 'work.assigned':
      return w('line.given', { name: facts.agentName(event.data.userId), why: words.why(event.data.why) })
  }
}
