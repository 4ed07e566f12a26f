import { decideMessage, saveMessages } from '../../conversations/index.ts'
import { uuid7 } from '../../platform/ids.ts'
import type { ActionKind } from './action.ts'

/** An internal note in the rule's name. */
export const addNote: ActionKind<'add_note'> = {
  async effect(_, { text }, { ctx, rule, update, conversation, fill }) {
    const open = await conversation()
    const draft = {
      conversationId: update.conversationId,
      messageId: uuid7(ctx.now),
      content: { text: await fill(text) },
      visibility: 'note' as const,
    }
    const writing = {
      conversations: new Map([[open.id, open]]),
      known: new Map(),
      files: new Map(),
      touched: new Set<number>(),
    }
    await saveMessages(ctx, writing, [decideMessage(ctx, writing, { kind: 'rule', ruleId: rule.id }, draft)])
    return 'note'
  },
}
