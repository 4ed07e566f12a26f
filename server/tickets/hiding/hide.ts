import { setBlocked } from '../../contacts/index.ts'
import type { Conversation } from '../../conversations/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { storedActor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { stateOf } from '../model.ts'
import { insertUpdates } from '../queries.ts'
import { dropRow, loadWork, putFact, returnRow, rowOf, ticketOf } from '../work.ts'
import type { HiddenKind } from './contract.ts'
import { conversationHidden, conversationRestored } from './events.ts'
import { type Hidden, insertHidden, takeBackHidden } from './queries.ts'

/**
 * Hides a conversation that is locked and reached [TK18]: no list, count, search, link or clock knows it until it is brought
 * back or purged. The contact is told nothing: what he reads stays, what he writes next begins anew. No rule runs for it.
 */
export async function hide(
  ctx: Context,
  actor: Actor,
  conversation: Conversation,
  { kind, blockContact = false }: { kind: HiddenKind; blockContact?: boolean },
): Promise<void> {
  const { id, contactId } = conversation
  await loadWork(ctx, [id])
  if (rowOf(ctx, id) === null) throw new Refusal('conversation_not_found')
  const ticket = ticketOf(ctx, id)
  const by = storedActor(actor)
  const blocked = blockContact && (await setBlocked(ctx, actor, contactId, true))
  await insertHidden(ctx.tx, {
    conversationId: id,
    kind,
    hiddenAt: ctx.now,
    hiddenBy: actor.kind === 'user' ? actor.userId : null,
    blocked,
  })
  if (ticket !== null)
    await insertUpdates(ctx.tx, [
      {
        ticketId: ticket.id,
        at: ctx.now,
        actorKind: by.kind,
        actorId: by.id,
        messageId: null,
        changes: { hidden: [null, kind] },
        state: stateOf(ticket),
        kind: 'changed',
        rules: [],
      },
    ])
  dropRow(ctx, id)
  record(ctx, conversationHidden, { stream: `conversation:${id}`, by: actor, data: { kind }, contactId })
}

/** Brings it back as it was; its clocks go on, a contact that was blocked with it may write again. */
export async function restore(
  ctx: Context,
  actor: Actor,
  conversation: Conversation,
  { kind, blocked }: Pick<Hidden, 'kind' | 'blocked'>,
): Promise<void> {
  const { id, contactId } = conversation
  await takeBackHidden(ctx.tx, id)
  await returnRow(ctx, id)
  if (blocked) await setBlocked(ctx, actor, contactId, false)
  putFact(ctx, id, storedActor(actor), { hidden: [kind, null] })
  record(ctx, conversationRestored, { stream: `conversation:${id}`, by: actor, data: { kind }, contactId })
}
