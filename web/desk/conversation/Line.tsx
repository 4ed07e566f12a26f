import {
  ArrowRightLeft,
  Clock,
  CornerDownRight,
  DoorClosed,
  Eraser,
  Hourglass,
  Mail,
  PencilLine,
  Play,
  User,
  UserCheck,
} from 'lucide-react'
import { type ComponentType, Suspense } from 'react'
import { lazyPart } from '../../kit/lazy-part.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { isRoutingEvent } from '../live/events.ts'
import type { Facts } from './facts.ts'
import type { LineEvent } from './items.ts'
import { lineText } from './line-text.ts'
import css from './Lines.module.css'

type Icon = ComponentType<{ size: number; 'aria-hidden': true }>
const icons: Record<LineEvent['type'], Icon> = {
  'conversation.started': Play,
  'control.changed': ArrowRightLeft,
  handed_over: CornerDownRight,
  'message.redacted': Eraser,
  'message.mailed': Mail,
  'conversation.marked': Clock,
  'session.ended': DoorClosed,
  'session.active': Clock,
  'session.inactive': Clock,
  'conversation.closed': DoorClosed,
  'conversation.styled': PencilLine,
  'conversation.localized': PencilLine,
  'ticket.created': CornerDownRight,
  'ticket.updated': PencilLine,
  'contact.updated': User,
  'sla.breached': Clock,
  'queue.entered': Hourglass,
  'queue.left': Hourglass,
  'offer.made': UserCheck,
  'offer.ended': UserCheck,
  'work.assigned': UserCheck,
}

/** Its words are fetched where work is routed. */
const RoutingLine = lazyPart(() => import('../routing/RoutingLine.tsx'))

export function Line({ event, facts }: { event: LineEvent; facts: Facts }) {
  const t = useDeskText()
  const times = useTimes()
  const LineIcon = icons[event.type]
  return (
    <div className={css['line']}>
      <LineIcon size={13} aria-hidden />
      {isRoutingEvent(event) ? (
        <Suspense fallback={null}>
          <RoutingLine event={event} facts={facts} />
        </Suspense>
      ) : (
        lineText(event, { t, times, facts })
      )}
      <time dateTime={event.at} title={times.full(event.at)}>
        {times.clock(event.at)}
      </time>
    </div>
  )
}
