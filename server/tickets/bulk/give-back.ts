import type { Changes } from '../contract.ts'
import { assign, changesBetween, chooseStatus, type Closing, snooze, type Ticket } from '../model.ts'

type Given = Readonly<Record<string, unknown>>

/**
 * The ticket with its earlier values back, each only while it still is what the bulk edit made of it [TK15]; null when
 * nothing is left to give back. New cannot come back: what was accepted stays open.
 */
export function giveBack(ticket: Ticket, changes: Changes, when: { at: Date; closing: Closing }): Ticket | null {
  const earlier = untouched(ticket, changes)
  const wasSolved = earlier['status'] === 'solved'
  // Solved needs somebody who holds it; whoever is given back may be nobody.
  const steps = wasSolved ? [holders, statuses, others] : [statuses, holders, others]
  const next = steps.reduce((now, step) => step(now, earlier, when), ticket)
  return Object.keys(changesBetween(ticket, next)).length === 0 ? null : next
}

/** Field → value before, of those that nobody has changed since. */
function untouched(ticket: Ticket, changes: Changes): Given {
  const now = ticket as unknown as Given
  const plain = (value: unknown) => JSON.stringify(value)
  return Object.fromEntries(
    Object.entries(changes).flatMap(([field, [before, after]]) => {
      if (field === 'tags') return [[field, tagsBack(ticket.tags, before as string[], after as string[])]]
      return plain(now[field]) === plain(after) ? [[field, before]] : []
    }),
  )
}

/** Tags one by one: those that came go, those that went come back, all others stay as they are now. */
function tagsBack(now: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const kept = now.filter((tag) => before.includes(tag) || !after.includes(tag))
  return [...new Set([...kept, ...before.filter((tag) => !after.includes(tag))])].sort()
}

function statuses(ticket: Ticket, earlier: Given, when: { at: Date; closing: Closing }): Ticket {
  const status = earlier['status'] as Ticket['status'] | undefined
  const statusId = (earlier['statusId'] ?? null) as number | null
  if (status === undefined)
    return 'statusId' in earlier && ticket.status !== 'closed' ? { ...ticket, statusId } : ticket
  if (status === 'closed') return ticket
  if (status === 'new') return chooseStatus(ticket, { status: 'open', statusId: null }, when)
  return chooseStatus(ticket, { status, statusId }, when)
}

function holders(ticket: Ticket, earlier: Given): Ticket {
  const { assigneeId = ticket.assigneeId, groupId = ticket.groupId } = earlier as Partial<Ticket>
  if (assigneeId === ticket.assigneeId && groupId === ticket.groupId) return ticket
  return assign(ticket, { assigneeId, groupId })
}

function others(ticket: Ticket, earlier: Given, { at }: { at: Date }): Ticket {
  const { type = ticket.type, priority = ticket.priority, tags = ticket.tags } = earlier as Partial<Ticket>
  const next = { ...ticket, type, priority, tags }
  if (!('snoozedUntil' in earlier)) return next
  const until = earlier['snoozedUntil'] === null ? null : new Date(String(earlier['snoozedUntil']))
  return snooze(next, until !== null && until <= at ? null : until, at)
}
