import type { MessageView } from '../../../server/conversations/contract.ts'
import type { OfferedToVisitor } from '../../../server/surveys/contract.ts'
import type { ActorView, EventView } from '../../../server/platform/protocol.ts'
import { type Conversation, joinedBy, is, messageOf } from './conversation.ts'
import type { Unsent } from './outbox.ts'

export type MessageRow = {
  kind: 'message'
  key: string
  at: string
  by: ActorView
  isMine: boolean
  message: MessageView
  /** Of one's own messages. */
  status: 'sending' | 'sent' | 'read' | 'refused' | null
  unsent?: Unsent
  /** Whether it opens or closes a turn: neighbours of one author within five minutes. */
  isFirst: boolean
  isLast: boolean
}
export type Row =
  | MessageRow
  | { kind: 'day'; key: string; at: string }
  | { kind: 'joined'; key: string; name: string }
  | { kind: 'ended'; key: string }
  /** What the customer is asked, with the events among which are his answers. */
  | SurveyRow

export type SurveyRow = { kind: 'survey'; key: string; data: OfferedToVisitor; events: EventView[] }

const TURN = 300_000

/** What stands above the conversation in view, newest first: itself, then earlier ones, as far as they are here without a gap. */
export function inView(conversations: readonly Conversation[], thread: number | null): Conversation[] {
  const seen: Conversation[] = []
  for (const conversation of conversations.toReversed()) {
    if (thread !== null && conversation.id > thread) continue
    seen.push(conversation)
    if (conversation.from > 1) break
  }
  return seen
}

/** The conversation of which a page is to be read when the top comes near. */
export const earlierOf = (conversations: readonly Conversation[], thread: number | null): Conversation | undefined =>
  inView(conversations, thread).find(({ from }) => from > 1)

export function timeline(
  conversations: readonly Conversation[],
  outbox: readonly Unsent[],
  thread: number | null,
): Row[] {
  const rows: Row[] = []
  let day = ''
  const add = (row: Omit<MessageRow, 'kind' | 'isFirst' | 'isLast'>) => {
    const date = new Date(row.at).toDateString()
    if (date !== day) rows.push({ kind: 'day', key: `${row.key}.day`, at: row.at })
    day = date
    const last = rows.at(-1)
    const goesOn =
      last?.kind === 'message' && authorOf(last) === authorOf(row) && Date.parse(row.at) - Date.parse(last.at) < TURN
    if (goesOn) last.isLast = false
    rows.push({ ...row, kind: 'message', isFirst: !goesOn, isLast: true })
  }

  for (const { id, events, ended, peopleRead } of inView(conversations, thread).reverse()) {
    const surveys: Row[] = []
    const redacted = new Set(events.map(({ type, data }) => type === 'message.redacted' && data.messageId))
    for (const event of events) {
      const { p, at, by } = event
      const message = messageOf(event)
      const isMine = by.kind === 'contact'
      if (message) {
        add({
          key: message.id,
          at,
          by,
          isMine,
          message: redacted.has(message.id) ? { ...message, text: '', files: [], redacted: true } : message,
          status: isMine ? (p <= peopleRead ? 'read' : 'sent') : null,
        })
      } else if (joinedBy(event)) rows.push({ kind: 'joined', key: `${id}.${p}`, name: joinedBy(event)?.name ?? '' })
      else if (is<OfferedToVisitor>(event, 'survey.offered'))
        (ended ? surveys : rows).push({ kind: 'survey', key: `${id}.${p}`, data: event.data, events })
    }
    // After the end, that is the last that is asked.
    if (ended) rows.push({ kind: 'ended', key: `${id}.end` }, ...surveys)
  }

  for (const unsent of outbox) {
    if (unsent.conversationId !== thread) continue
    const { id, text, files = [], at } = unsent
    add({
      key: id,
      at,
      by: { kind: 'contact' },
      isMine: true,
      message: { id, visibility: 'public', text, files },
      status: unsent.refused ? 'refused' : 'sending',
      unsent,
    })
  }
  return rows
}

const authorOf = ({ by }: { by: ActorView }): string => by.kind + ('id' in by ? by.id : '')
