import {
  closeConversation,
  type Conversation,
  decideMessage,
  loadKnown,
  lockConversations,
  requireReach,
  saveMessages,
} from '../../conversations/index.ts'
import { command } from '../../platform/commands/command.ts'
import { type Context, writeLater } from '../../platform/commands/context.ts'
import { uuid7 } from '../../platform/ids.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { clearTimer } from '../../platform/timers/timer.ts'
import { close, type Ticket, ticketView } from '../model.ts'
import { loadWork, putUpdate, ticketOf } from '../work.ts'
import { MergeTickets } from './contract.ts'

/**
 * Two tickets of one contact become one [TK16]: this one closes for good and names the other one. What was said stays where it was
 * said; the customer goes on in the other conversation.
 */
export const mergeTickets = command(
  'ticket.merge',
  {
    input: MergeTickets,
    may: (actor) => may(actor, 'conversations.reply'),
    about: 'Close a ticket of a contact with a link to another one.',
  },
  async (ctx, { conversationId, into, note }) => {
    const { actor } = ctx
    if (conversationId === into) throw new Refusal('merge_same_ticket', { field: 'into' })
    const ids = [conversationId, into].sort((a, b) => a - b)
    const conversations = await lockConversations(ctx.tx, ids)
    const [from, to] = [conversations.get(conversationId), conversations.get(into)]
    if (from === undefined || to === undefined) throw new Refusal('conversation_not_found')
    for (const conversation of [from, to]) await requireReach(ctx, actor, conversation)
    await loadWork(ctx, ids)
    const [merged, target] = [ticketOf(ctx, from.id), ticketOf(ctx, to.id)]
    if (merged === null || target === null) throw new Refusal('ticket_not_found')
    if (merged.contactId !== target.contactId) throw new Refusal('merge_other_contact')
    if (merged.status === 'closed' || target.status === 'closed') throw new Refusal('ticket_closed')
    if (note !== undefined) allow(may(actor, 'conversations.note'))

    putUpdate(ctx, actor, merged, { ...close(merged), mergedInto: target.id }, null)
    clearTimer(ctx, `conversation:${from.id}`, 'ticket.wake')
    if (from.closed === null) await closeConversation(ctx, actor, from, 'merged')
    const messageId = note === undefined ? null : writeNote(ctx, actor, to, await known(ctx, to.id), note)
    const after = putUpdate(ctx, actor, target, withFollowers(target, merged.followers), messageId)
    return ticketView(after)
  },
)

const withFollowers = (ticket: Ticket, more: readonly number[]): Ticket => ({
  ...ticket,
  followers: [...new Set([...ticket.followers, ...more])].sort((a, b) => a - b),
})

type Note = { conversationId: number; messageId: string; known: Awaited<ReturnType<typeof loadKnown>> }

async function known(ctx: Context, conversationId: number): Promise<Note> {
  const messageId = uuid7()
  return { conversationId, messageId, known: await loadKnown(ctx, [draftOf({ conversationId, messageId }, '')]) }
}

function writeNote(ctx: Context, actor: Actor, conversation: Conversation, about: Note, text: string): string {
  const writing = {
    conversations: new Map([[conversation.id, conversation]]),
    ...about.known,
    touched: new Set<number>(),
  }
  writeLater(ctx, saveMessages(ctx, writing, [decideMessage(ctx, writing, actor, draftOf(about, text))]))
  return about.messageId
}

const draftOf = ({ conversationId, messageId }: Pick<Note, 'conversationId' | 'messageId'>, text: string) => ({
  conversationId,
  messageId,
  content: { text },
  visibility: 'note' as const,
})
