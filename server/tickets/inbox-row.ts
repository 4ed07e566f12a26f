import type { MessageView, SessionEndReason } from '../conversations/contract.ts'
import type { Priority, Status } from './contract.ts'
import type { Ticket } from './model.ts'
import type { Routing } from './pure/routing.ts'
import type { StoredSla } from './sla/stored.ts'

/** The inbox row of a conversation as stored: what lists sort, filter and show. */
export type StoredInboxRow = {
  conversationId: number
  ticketId: number | null
  contactId: number
  channelId: number
  brandId: number
  status: Status | 'bot'
  statusId: number | null
  groupId: number | null
  assigneeId: number | null
  priority: Priority | null
  subject: string
  preview: string
  previewBy: 'contact' | 'agent' | 'bot' | 'system' | 'note'
  activityAt: Date
  waitingSince: Date | null
  unread: number
  session: 'active' | 'inactive' | 'ended'
  snoozedUntil: Date | null
  locale: string
  sessionEndReason: SessionEndReason | null
  styleKind: string
  /** When each side last said something the other could read, and how many answers there were. */
  customerAt: Date | null
  agentAt: Date | null
  replies: number
  /** What was promised, and how that stands; null until a policy has been there. */
  sla: StoredSla | null
  /** Whom it waits for, is offered to or counts for; null until routing has looked at it. */
  routing: Routing | null
}

const PREVIEW = 140
const SORT_STEP_MS = 10_000

/** The instant lists sort by (see the migration). */
export const sortedAt = (row: StoredInboxRow): Date =>
  new Date(Math.floor(row.activityAt.getTime() / SORT_STEP_MS) * SORT_STEP_MS)

/** The row after a message: the customer's makes somebody wait, a public answer ends the wait. */
export function withMessage(
  row: StoredInboxRow,
  author: 'contact' | 'agent' | 'bot' | 'system',
  message: MessageView,
  at: Date,
): StoredInboxRow {
  const note = message.visibility === 'note'
  const next = { ...row, preview: previewOf(message), previewBy: note ? ('note' as const) : author, activityAt: at }
  if (author === 'contact')
    return { ...next, unread: row.unread + 1, waitingSince: row.waitingSince ?? at, customerAt: at }
  if (note) return next
  const answered = author === 'agent' ? { agentAt: at, replies: row.replies + 1 } : {}
  return { ...next, ...answered, unread: 0, waitingSince: null }
}

/** What a message changes of a row, and nothing else does alone. */
const BY_MESSAGES: ReadonlySet<string> = new Set<keyof StoredInboxRow>([
  'preview',
  'previewBy',
  'activityAt',
  'waitingSince',
  'unread',
  'customerAt',
  'agentAt',
  'replies',
])

/** Whether the row differs by what messages change only. */
export function isOnlyMoved(before: StoredInboxRow, after: StoredInboxRow): boolean {
  for (const key in after) {
    const name = key as keyof StoredInboxRow
    if (before[name] !== after[name] && !BY_MESSAGES.has(name)) return false
  }
  return true
}

export const withTicket = (row: StoredInboxRow, ticket: Ticket): StoredInboxRow => ({
  ...row,
  ticketId: ticket.id,
  contactId: ticket.contactId,
  brandId: ticket.brandId,
  status: ticket.status,
  statusId: ticket.statusId,
  groupId: ticket.groupId,
  assigneeId: ticket.assigneeId,
  priority: ticket.priority,
  subject: ticket.subject,
  snoozedUntil: ticket.snoozedUntil,
  waitingSince: ticket.status === 'solved' || ticket.status === 'closed' ? null : row.waitingSince,
})

export function previewOf(message: Pick<MessageView, 'text' | 'files'>): string {
  const text = message.text.replaceAll(/\s+/g, ' ').trim()
  if (text !== '') return Array.from(text).slice(0, PREVIEW).join('')
  return message.files?.[0]?.name.slice(0, PREVIEW) ?? ''
}

/** What a conversation is about until somebody says otherwise: how it begins. */
export const subjectOf = (text: string): string => Array.from(text.replaceAll(/\s+/g, ' ').trim()).slice(0, 80).join('')
