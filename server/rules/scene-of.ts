import { type Conversation, lockConversation } from '../conversations/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Update } from '../tickets/index.ts'
import type { Scene } from './actions/index.ts'
import { fillPlaceholders } from './placeholders.ts'

/** What a trigger or an automation fires on; the conversation is locked at the first question, and once. */
export function sceneOf(ctx: Context, update: Update, rule: Scene['rule']): Scene {
  let conversation: Promise<Conversation> | undefined
  return {
    ctx,
    rule,
    rest: [],
    update,
    conversation: () => (conversation ??= lockConversation(ctx.tx, update.conversationId)),
    fill: (text, reader) => fillPlaceholders(ctx, update, rule, { text, forCustomer: reader === 'customer' }),
  }
}
