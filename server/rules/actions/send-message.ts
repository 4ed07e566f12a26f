import { decideMessage, type Draft, saveMessages, type Writing } from '../../conversations/index.ts'
import type { Texts } from '../../conversations/contract.ts'
import { uuid7 } from '../../platform/ids.ts'
import { system } from '../../platform/pure/actor.ts'
import { textIn } from '../texts.ts'
import type { ActionKind, Scene } from './action.ts'

/** Said to the customer, in his language, in nobody's name: the rule is named in the history, which he does not see. */
export const sendMessage: ActionKind<'send_message'> = {
  async effect(_ticket, { texts }, scene) {
    return (await sayToCustomer(scene, texts)) ? 'send_message' : null
  },
}

/** False where there is nothing to say, or nobody to hear it any more. */
export async function sayToCustomer(
  { ctx, update, conversation, fill }: Scene,
  texts: Texts,
  more: Pick<Draft, 'asks'> = {},
): Promise<boolean> {
  const open = await conversation()
  const text = await fill(textIn(texts, open.locale), 'customer')
  if (text.trim() === '' || open.closed !== null || open.session.state === 'ended') return false
  const writing: Writing = {
    conversations: new Map([[open.id, open]]),
    known: new Map(),
    files: new Map(),
    touched: new Set<number>(),
  }
  const draft: Draft = {
    conversationId: update.conversationId,
    messageId: uuid7(ctx.now),
    content: { text },
    visibility: 'public',
    ...more,
  }
  await saveMessages(ctx, writing, [decideMessage(ctx, writing, system, draft)])
  // What comes next of the same rule sees the conversation with it.
  Object.assign(open, writing.conversations.get(open.id))
  return true
}
