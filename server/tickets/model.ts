import { Refusal } from '../platform/pure/refusal.ts'
import type { Changes, Priority, Status, TicketChanges, TicketView } from './contract.ts'

export type Ticket = {
  id: number
  conversationId: number
  contactId: number
  brandId: number
  subject: string
  status: Status
  priority: Priority | null
  groupId: number | null
  assigneeId: number | null
  tags: string[]
  snoozedUntil: Date | null
  solvedAt: Date | null
  closesAt: Date | null
  undoUntil: Date | null
  statusBeforeSolved: Status | null
  /** How often it came back from Solved, and how many agents and groups have had it. */
  reopens: number
  agentStations: number
  groupStations: number
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
  }
}

/** Any message of the customer brings a waiting or solved ticket back to work [S0.22, S0.37]; a new one stays new. */
export function customerWrote(ticket: Ticket): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  const working = ticket.status === 'new' || ticket.status === 'open'
  if (working && ticket.snoozedUntil === null) return ticket
  return {
    ...ticket,
    status: working ? ticket.status : 'open',
    snoozedUntil: null,
    solvedAt: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
  }
}

/** Giving a new ticket to somebody is its acceptance: New becomes Open [S0.10]. */
export function assign(ticket: Ticket, to: { assigneeId: number | null; groupId: number | null }): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  const status = ticket.status === 'new' && to.assigneeId !== null ? 'open' : ticket.status
  return { ...ticket, ...to, status }
}

export function undoSolved(ticket: Ticket, at: Date): Ticket {
  if (ticket.status !== 'solved' || ticket.undoUntil === null || at > ticket.undoUntil)
    throw new Refusal('undo_too_late')
  const before = ticket.statusBeforeSolved
  return {
    ...ticket,
    status: before === null || before === 'new' || before === 'closed' ? 'open' : before,
    solvedAt: null,
    closesAt: null,
    undoUntil: null,
    statusBeforeSolved: null,
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
  ticket.status === 'closed' || ticket.status === 'solved'
    ? { ...ticket, snoozedUntil: null }
    : { ...ticket, snoozedUntil: null, status: ticket.status === 'new' ? 'new' : 'open' }

/** Final. Only a solved ticket closes by time; a rule may close any. */
export function close(ticket: Ticket): Ticket {
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  return { ...ticket, status: 'closed', snoozedUntil: null, closesAt: null, undoUntil: null, statusBeforeSolved: null }
}

/** Fields without a machine of their own. */
export function setFields(ticket: Ticket, changes: Pick<TicketChanges, 'subject' | 'priority' | 'tags'>): Ticket {
  const changed = changes.subject !== undefined || changes.priority !== undefined || changes.tags !== undefined
  if (!changed) return ticket
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  return {
    ...ticket,
    ...(changes.subject === undefined ? {} : { subject: changes.subject.trim() || ticket.subject }),
    ...(changes.priority === undefined ? {} : { priority: changes.priority }),
    ...(changes.tags === undefined
      ? {}
      : { tags: [...new Set(changes.tags.map(normalTag))].filter((tag) => tag !== '').sort() }),
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

const WATCHED = ['subject', 'status', 'priority', 'groupId', 'assigneeId', 'tags', 'snoozedUntil'] as const

/** What differs, field by field: [before, after]. */
export function changesBetween(before: Ticket, after: Ticket): Changes {
  const changes: Changes = {}
  for (const field of WATCHED) {
    const [from, to] = [plain(before[field]), plain(after[field])]
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = [from, to]
  }
  return changes
}

const READ_TOO = ['brandId', 'reopens', 'agentStations', 'groupStations'] as const

/** The ticket's part of what rules may read, as it stands after an update. */
export const stateOf = (ticket: Ticket): Record<string, unknown> =>
  Object.fromEntries([...WATCHED, ...READ_TOO].map((field) => [field, plain(ticket[field])]))

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

export const ticketView = (ticket: Ticket): TicketView => ({
  id: ticket.id,
  conversationId: ticket.conversationId,
  subject: ticket.subject,
  status: ticket.status,
  priority: ticket.priority,
  groupId: ticket.groupId,
  assigneeId: ticket.assigneeId,
  brandId: ticket.brandId,
  tags: ticket.tags,
  snoozedUntil: ticket.snoozedUntil?.toISOString() ?? null,
  solvedAt: ticket.solvedAt?.toISOString() ?? null,
  closesAt: ticket.closesAt?.toISOString() ?? null,
  undoUntil: ticket.undoUntil?.toISOString() ?? null,
  createdAt: ticket.createdAt.toISOString(),
  updatedAt: ticket.updatedAt.toISOString(),
  version: ticket.version,
})
