import { isOwn } from '../conversations/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { inScope } from './scope.ts'
import { rowOf } from './work.ts'

/** As `requireReach`, by the inbox row that this transaction has loaded: no question more to the database [TK7]. */
export function requireReachOfRow(ctx: Context, actor: Actor, conversation: { id: number; contactId: number }): void {
  if (isOwn(actor, conversation) || actor.kind === 'system' || actor.kind === 'rule') return
  const row = rowOf(ctx, conversation.id)
  if (row === null || !inScope(actor, row)) throw new Refusal('conversation_not_found')
}
