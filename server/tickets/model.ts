import { Refusal } from '../platform/pure/refusal.ts'
import type {
  Category,
  Changes,
  FieldValues,
  Priority,
  Satisfaction,
  Status,
  TicketChanges,
  TicketType,
  TicketView,
} from './contract.ts'

export type Ticket = {
  id: number
  conversationId: number
  contactId: number
  brandId: number
  subject: string
  status: Status
  /** Null: the default of the category. */
  statusId: number | null
  type: TicketType | null
  priority: Priority | null
  groupId: number | null
  assigneeId: number | null
  tags: string[]
  dueAt: Date | null
  followers: number[]
  organizationId: number | null
  formId: number | null
  /** Opening hours a rule gave it; null: those of its channel, else the default ones. */
  scheduleId: number | null
  fields: FieldValues
  /** Other tickets, by number: what it was merged into, the closed one it follows, the problem it is an incident of. */
  mergedInto: number | null
  follows: number | null
  problemId: number | null
  snoozedUntil: Date | null
  solvedAt: Date | null
  closesAt: Date | null
  undoUntil: Date | null
  statusBeforeSolved: Status | null
  statusIdBeforeSolved: number | null
  /** How often it came back from Solved, and how many agents and groups have had it. */
  reopens: number
  agentStations: number
  groupStations: number
  /** What the customer said of it, as far as he was asked. */
  satisfaction: Satisfaction
  satisfactionScore: number | null
  statusSince: Date
  assignedAt: Date | null
  version: number
  createdAt: Date
  updatedAt: Date
}

/** What a change of status needs to know of the conversation's style. */
export type Closing = { closeAfterSeconds: number; undoSeconds: number }

const DAY = 86_400
/** The system closes at the latest 28 days after Solved [S0.38]. */
export const LONGEST_SOLVED_SECONDS = 28 * DAY

/** A chosen status; the machine of design 3 [TK1]: never back to new, closed is final, solved needs an assignee. */
export function setStatus(
  ticket: Ticket,
  to: Exclude<Status, 'new' | 'closed'>,
  { at, closing }: { at: Date; closing: Closing },
): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  if (ticket.status === to) return ticket
  const awake = {
    ...ticket,
    snoozedUntil: null,
    solvedAt: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
    statusIdBeforeSolved: null,
    // Whoever wants another than the default says so afterwards.
    statusId: null,
  }
  if (to !== 'solved') return { ...awake, status: to }
  if (ticket.assigneeId === null) throw new Refusal('solve_needs_assignee')
  const after = Math.min(Math.max(closing.closeAfterSeconds, closing.undoSeconds), LONGEST_SOLVED_SECONDS)
  const closesAt = new Date(at.getTime() + after * 1000)
  return {
    ...awake,
    status: 'solved',
    solvedAt: at,
    closesAt,
    undoUntil: closing.closeAfterSeconds === 0 ? closesAt : null,
    statusBeforeSolved: ticket.status,
    statusIdBeforeSolved: ticket.statusId,
  }
}

/** A status of the account's own: the machine runs on its category [TK9]. Among those of New one may choose while it is new. */
export function chooseStatus(
  ticket: Ticket,
  to: { status: Category; statusId: number | null },
  when: { at: Date; closing: Closing },
): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  if (to.status === 'new' && ticket.status !== 'new') throw new Refusal('status_not_allowed')
  const next = to.status === 'new' ? ticket : setStatus(ticket, to.status, when)
  return to.statusId === null ? next : { ...next, statusId: to.statusId }
}

/** Any message of the customer brings a waiting or solved ticket back to work [S0.22, S0.37]; a new one stays new. */
export function customerWrote(ticket: Ticket): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  const working = ticket.status === 'new' || ticket.status === 'open'
  if (working && ticket.snoozedUntil === null) return ticket
  return {
    ...ticket,
    status: working ? ticket.status : 'open',
    statusId: working ? ticket.statusId : null,
    snoozedUntil: null,
    solvedAt: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
    statusIdBeforeSolved: null,
  }
}

/** Giving a new ticket to somebody is its acceptance: New becomes Open [S0.10]. */
export function assign(ticket: Ticket, to: { assigneeId: number | null; groupId: number | null }): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  const accepted = ticket.status === 'new' && to.assigneeId !== null
  return { ...ticket, ...to, ...(accepted ? { status: 'open', statusId: null } : {}) }
}

export function undoSolved(ticket: Ticket, at: Date): Ticket {
  if (ticket.status !== 'solved' || ticket.undoUntil === null || at > ticket.undoUntil)
    throw new Refusal('undo_too_late')
  const before = ticket.statusBeforeSolved
  const accepted = before === null || before === 'new' || before === 'closed'
  return {
    ...ticket,
    status: accepted ? 'open' : before,
    statusId: accepted ? null : ticket.statusIdBeforeSolved,
    solvedAt: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
    statusIdBeforeSolved: null,
  }
}

export function snooze(ticket: Ticket, until: Date | null, at: Date): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  if (until === null) return { ...ticket, snoozedUntil: null }
  if (until <= at) throw new Refusal('snooze_in_past')
  return { ...ticket, snoozedUntil: until }
}

/** Its time has come: a sleeping ticket is open work again. */
export const wakeUp = (ticket: Ticket): Ticket =>
  ticket.status === 'pending' || ticket.status === 'hold'
    ? { ...ticket, snoozedUntil: null, status: 'open', statusId: null }
    : { ...ticket, snoozedUntil: null }

/** Final. Only a solved ticket closes by time; a rule may close any. */
export function close(ticket: Ticket): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  return {
    ...ticket,
    status: 'closed',
    // A solved ticket keeps how it was solved.
    statusId: ticket.status === 'solved' ? ticket.statusId : null,
    snoozedUntil: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
    statusIdBeforeSolved: null,
  }
}

/** Checked values: ids exist, dates are dates. */
type Chosen = Pick<Ticket, 'dueAt' | 'followers' | 'organizationId' | 'formId' | 'brandId' | 'scheduleId'>

/** Fields without a machine of their own. */
export function setFields(
  ticket: Ticket,
  changes: Pick<TicketChanges, 'subject' | 'priority' | 'tags' | 'type'> & Partial<Chosen>,
): Ticket {
  const { subject, tags, ...others } = changes
  const set = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  if (subject === undefined && tags === undefined && Object.keys(set).length === 0) return ticket
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  return {
    ...ticket,
    ...set,
    ...(subject === undefined ? {} : { subject: subject.trim() || ticket.subject }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags.map(normalTag))].filter((tag) => tag !== '').sort() }),
  }
}

const normalTag = (tag: string): string => tag.trim().toLowerCase().replaceAll(/\s+/g, '_')

/** What is counted and clocked beside a change. */
export function tallied(before: Ticket, after: Ticket, at: Date): Ticket {
  const moved = before.status !== after.status
  const given = before.assigneeId !== after.assigneeId && after.assigneeId !== null
  const sent = before.groupId !== after.groupId && after.groupId !== null
  if (!moved && !given && !sent) return after
  return {
    ...after,
    reopens: before.reopens + (before.status === 'solved' && moved && after.status !== 'closed' ? 1 : 0),
    agentStations: before.agentStations + (given ? 1 : 0),
    groupStations: before.groupStations + (sent ? 1 : 0),
    statusSince: moved ? at : before.statusSince,
    assignedAt: given ? at : before.assignedAt,
  }
}

const WATCHED = [
  'subject',
  'status',
  'statusId',
  'type',
  'priority',
  'groupId',
  'assigneeId',
  'tags',
  'dueAt',
  'followers',
  'organizationId',
  'formId',
  'brandId',
  'scheduleId',
  'snoozedUntil',
  'problemId',
  'mergedInto',
  'satisfaction',
  'satisfactionScore',
] as const

/** What differs, field by field: [before, after]. */
export function changesBetween(before: Ticket, after: Ticket): Changes {
  const changes: Changes = {}
  for (const field of WATCHED) {
    const [from, to] = [plain(before[field]), plain(after[field])]
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = [from, to]
  }
  if (before.fields === after.fields) return changes
  for (const id of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
    const [from = null, to = null] = [before.fields[id], after.fields[id]]
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[`fields.${id}`] = [from, to]
  }
  return changes
}

const READ_TOO = ['reopens', 'agentStations', 'groupStations'] as const

/** The ticket's part of what rules may read, as it stands after an update; own fields flat, by id (`fields.7`). */
export const stateOf = (ticket: Ticket): Record<string, unknown> => ({
  requesterId: ticket.contactId,
  ...Object.fromEntries([...WATCHED, ...READ_TOO].map((field) => [field, plain(ticket[field])])),
  ...Object.fromEntries(Object.entries(ticket.fields).map(([id, value]) => [`fields.${id}`, value])),
})

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

export const ticketView = (ticket: Ticket): TicketView => ({
  id: ticket.id,
  conversationId: ticket.conversationId,
  subject: ticket.subject,
  status: ticket.status,
  statusId: ticket.statusId,
  type: ticket.type,
  priority: ticket.priority,
  groupId: ticket.groupId,
  assigneeId: ticket.assigneeId,
  brandId: ticket.brandId,
  tags: ticket.tags,
  dueAt: ticket.dueAt?.toISOString() ?? null,
  followers: ticket.followers,
  organizationId: ticket.organizationId,
  formId: ticket.formId,
  scheduleId: ticket.scheduleId,
  fields: ticket.fields,
  mergedInto: ticket.mergedInto,
  follows: ticket.follows,
  problemId: ticket.problemId,
  satisfaction: ticket.satisfaction,
  satisfactionScore: ticket.satisfactionScore,
  snoozedUntil: ticket.snoozedUntil?.toISOString() ?? null,
  solvedAt: ticket.solvedAt?.toISOString() ?? null,
  closesAt: ticket.closesAt?.toISOString() ?? null,
  undoUntil: ticket.undoUntil?.toISOString() ?? null,
  createdAt: ticket.createdAt.toISOString(),
  updatedAt: ticket.updatedAt.toISOString(),
  version: ticket.version,
})
