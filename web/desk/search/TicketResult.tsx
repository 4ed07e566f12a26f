import type { TicketHit, ListKey } from '../../../server/tickets/contract.ts'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { nameOf } from '../inbox/Row.tsx'
import { Marked } from './Marked.tsx'
import { ResultLink } from './ResultLink.tsx'
import css from './Found.module.css'

export function TicketResult({ hit, view, current }: { hit: TicketHit; view: ListKey; current: number | null }) {
  const t = useDeskText()
  const times = useTimes()
  const { conversation, subject } = hit
  const { conversationId, ticketId } = conversation
  return (
    <ResultLink conversationId={conversationId} view={view} isCurrent={conversationId === current}>
      <span className={css['words']}>
        <span className={css['top']}>
          <span className={css['subject']}>
            <Marked of={subject} />
          </span>
          <time dateTime={conversation.activityAt} className={css['time']}>
            {times.brief(conversation.activityAt)}
          </time>
        </span>
        <span className={css['about']}>
          <StatusMark status={conversation.status} />
          <span>
            {[ticketId === null ? '' : `#${ticketId}`, nameOf(conversation.contact, t)].filter(Boolean).join(' · ')}
          </span>
        </span>
      </span>
    </ResultLink>
  )
}
