import type { Context } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { TicketChanges } from '../contract.ts'
import type { Ticket } from '../model.ts'
import { findProblem } from './queries.ts'

/** A ticket that has a problem is an incident; one that is something else has none [TK17]. */
export async function linkProblem(
  ctx: Context,
  actor: Actor,
  ticket: Ticket,
  { problemId, type }: TicketChanges,
): Promise<Ticket> {
  if (problemId === undefined) {
    const leaves = type !== undefined && type !== 'incident' && ticket.problemId !== null
    return leaves ? { ...ticket, problemId: null } : ticket
  }
  if (ticket.status === 'closed') throw new Refusal('ticket_closed')
  if (problemId === null) return { ...ticket, problemId: null }
  const isThere = problemId !== ticket.id && (await findProblem(ctx.tx, actor, problemId)) !== null
  if (!isThere) throw new Refusal('problem_not_found', { field: 'changes.problemId', problemId })
  return { ...ticket, problemId, type: 'incident' }
}
