import { sharedCommand } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { MarkConversation } from './contract.ts'
import { conversationMarked } from './events.ts'
import { type Conversation, mark, streamOf } from './model.ts'
import { isOwn, mayMark, mayTryToMark } from './policy.ts'
import { lockConversations, updateConversations } from './queries.ts'
import { countUnreadBy, listPublicHeads } from './queries-messages.ts'

type Loaded = {
  conversations: Map<number, Conversation>
  reached: ReadonlyMap<number, ReadonlySet<number>>
  touched: Set<number>
  /** Up to where there is anything to mark. */
  heads: ReadonlyMap<number, number>
  /** Messages a contact's mark leaves unread, by `conversation/read`. */
  unread: ReadonlyMap<string, number>
}

/** "Arrived" and "read", of either side; they only move forward, and only a move is told. */
export const markConversation = sharedCommand<typeof MarkConversation, Loaded, null, null>('conversation.mark', {
  input: MarkConversation,
  may: mayTryToMark,
  about: 'Say what has arrived and what was read.',
  key: (input) => String(input.conversationId),
  async load(ctx, requests) {
    const ids = [...new Set(requests.map(({ input }) => input.conversationId))].sort((a, b) => a - b)
    const reads = requests.flatMap(({ actor, input: { conversationId, read } }) =>
      actor.kind === 'visitor' && read !== undefined ? [{ conversationId, read }] : [],
    )
    const [conversations, heads, unread] = await Promise.all([
      lockConversations(ctx.tx, ids),
      listPublicHeads(ctx.tx, ids),
      reads.length === 0 ? [] : countUnreadBy(ctx.tx, 'contact', reads),
    ])
    const reached = new Map<number, ReadonlySet<number>>()
    for (const { actor } of requests)
      if (actor.kind === 'user' && !reached.has(actor.userId))
        reached.set(actor.userId, await ctx.reach(ctx.tx, actor, ids))
    return {
      conversations,
      reached,
      touched: new Set(),
      heads: new Map(heads.map((head) => [head.id, head.public_position])),
      unread: new Map(
        reads.map(({ conversationId, read }, index) => [`${conversationId}/${read}`, unread[index] ?? 0]),
      ),
    }
  },
  decide(ctx, loaded, { actor, input }) {
    const conversation = loaded.conversations.get(input.conversationId)
    if (conversation === undefined) throw new Refusal('conversation_not_found')
    allow(
      isOwn(actor, conversation) ||
        (actor.kind === 'user' && loaded.reached.get(actor.userId)?.has(conversation.id) === true),
      'conversation_not_found',
    )
    allow(mayMark(actor, conversation))
    const by = actor.kind === 'visitor' ? 'contact' : 'people'
    const head = loaded.heads.get(conversation.id) ?? 0
    const marked = mark(conversation, by, {
      delivered: Math.min(input.delivered ?? 0, head),
      read: Math.min(input.read ?? 0, head),
      unread: loaded.unread.get(`${conversation.id}/${input.read}`),
    })
    const delivered = marked.contactDelivered !== conversation.contactDelivered ? marked.contactDelivered : undefined
    const before = by === 'contact' ? conversation.contactRead : conversation.peopleRead
    const after = by === 'contact' ? marked.contactRead : marked.peopleRead
    if (delivered === undefined && before === after) return null
    loaded.conversations.set(conversation.id, marked)
    loaded.touched.add(conversation.id)
    record(ctx, conversationMarked, {
      stream: streamOf(conversation.id),
      by: actor,
      data: { by, ...(delivered === undefined ? {} : { delivered }), ...(before === after ? {} : { read: after }) },
      contactId: conversation.contactId,
    })
    return null
  },
  save: (ctx, loaded) =>
    updateConversations(
      ctx.tx,
      [...loaded.touched].flatMap((id) => loaded.conversations.get(id) ?? []),
    ),
  answer: () => null,
})
