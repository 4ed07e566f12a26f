import { type Conversation, findConversation } from '../../conversations/index.ts'
import type { Context } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { changesBetween, definitionsOf, type Ticket, type Update, withStatusId } from '../../tickets/index.ts'
import { kindOf, type Scene } from '../actions/index.ts'
import type { TriggerDefinition } from '../contract.ts'

/** Which update it would be: made by whom, of what. */
export type Reading = Pick<Update, 'conversationId' | 'ticketId' | 'kind' | 'at' | 'by' | 'state'>

/** What the actions would make of a ticket; nothing where they would be refused. */
export async function wouldChange(
  ctx: Context,
  reading: Reading,
  ticket: Ticket,
  { actions }: Pick<TriggerDefinition, 'actions'>,
): Promise<Update['changes']> {
  if (ticket.status === 'closed') return {}
  const scene = sceneOf(ctx, reading)
  try {
    let after = ticket
    for (const action of actions) after = (await kindOf(action).change?.(after, action, scene)) ?? after
    return changesBetween(ticket, withStatusId(definitionsOf(ctx), ticket, after))
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}

/** Nothing is locked, nothing is done. */
const sceneOf = (ctx: Context, reading: Reading): Scene => ({
  ctx,
  rule: { id: 0, version: 0, title: '' },
  rest: [],
  update: { ...reading, messageId: null, changes: {}, rules: [], macroIds: [], withSurvey: false, seen: new Set() },
  async conversation(): Promise<Conversation> {
    const found = await findConversation(ctx.tx, reading.conversationId)
    if (found === null) throw new Refusal('conversation_not_found')
    return found
  },
  fill: async (text) => text,
})
