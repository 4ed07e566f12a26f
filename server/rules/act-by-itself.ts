import { type Context, writeLater } from '../platform/commands/context.ts'
import { keepUpdate, ruleUpdate, ticketOf } from '../tickets/index.ts'
import { failedBefore } from './failed-before.ts'
import type { Failures } from './failures.ts'
import { fire, type FiringRule } from './fire.ts'
import { insertFirings } from './queries.ts'
import { sceneOf } from './scene-of.ts'

/** What a rule does when its time has come: an update of its own, which triggers read. The conversation is locked. */
export async function actByItself(
  ctx: Context,
  conversationId: number,
  rule: FiringRule,
  failures: Failures,
): Promise<void> {
  const ticket = ticketOf(ctx, conversationId)
  if (ticket === null || ticket.status === 'closed') return
  const update = ruleUpdate(ctx, ticket, rule.id)
  const about = { ruleId: rule.id, version: rule.version, ticketId: ticket.id }
  const sent = ctx.writing.length
  try {
    const result = await fire(sceneOf(ctx, update, rule), rule)
    failures.went(rule.id)
    if (result.kind === 'nothing') return
    if (result.kind === 'fired') keepUpdate(ctx, update)
    const firing =
      result.kind === 'fired'
        ? { ...about, changes: result.changes, did: result.did, failure: result.failure }
        : { ...about, changes: {}, did: [], failure: result.code }
    writeLater(ctx, insertFirings(ctx.tx, ctx.now, [firing]))
  } catch (error) {
    throw (await failedBefore(ctx, sent, error)) ?? failures.broke(rule, error)
  }
}
