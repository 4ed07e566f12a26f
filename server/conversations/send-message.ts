import type { Static } from 'typebox'
import { sharedCommand } from '../platform/commands/command.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { type MessageSent, SendMessage } from './contract.ts'
import { streamOf } from './model.ts'
import { mayWriteAsContact } from './policy.ts'
import { lockConversations } from './queries.ts'
import { findMessageEvent } from './queries-messages.ts'
import { type Decided, decideMessage, type Draft, loadKnown, saveMessages, type Writing } from './write-message.ts'

type Place = { position: number; publicPosition: number | null; at: Date }
type Loaded = Writing & { places: Map<string, Place> }

/** A customer writes on in a conversation: the hot path, in shared commits. Agents write by `ticket.submit`. */
export const sendMessage = sharedCommand<
  typeof SendMessage,
  Loaded,
  Decided & { place?: Place | undefined },
  MessageSent
>('message.send', {
  input: SendMessage,
  may: (actor) => actor.kind === 'visitor',
  about: 'Write a message as the contact of a conversation.',
  key: (input) => String(input.conversationId),
  async load(ctx, requests) {
    const drafts = requests.map(({ input }) => draftOf(input))
    const ids = [...new Set(drafts.map((draft) => draft.conversationId))].sort((a, b) => a - b)
    const [conversations, known] = await Promise.all([lockConversations(ctx.tx, ids), loadKnown(ctx, drafts)])
    const places = new Map<string, Place>()
    // Retries are rare: where the first result stands is looked up one by one.
    for (const { conversationId, messageId } of drafts)
      if (known.known.has(`${conversationId}/${messageId}`)) {
        const place = await findMessageEvent(ctx.tx, streamOf(conversationId), messageId)
        if (place !== null)
          places.set(`${conversationId}/${messageId}`, { ...place, publicPosition: place.public_position })
      }
    return { conversations, ...known, touched: new Set(), places }
  },
  decide(ctx, loaded, { actor, input }) {
    const conversation = loaded.conversations.get(input.conversationId)
    // Somebody else's conversation and none at all are told the same.
    if (conversation === undefined || !mayWriteAsContact(actor, conversation))
      throw new Refusal('conversation_not_found')
    allow(actor.kind === 'visitor' && !actor.blocked, 'contact_blocked')
    const decided = decideMessage(ctx, loaded, actor, draftOf(input))
    return decided.kind === 'known'
      ? { ...decided, place: loaded.places.get(`${input.conversationId}/${input.messageId}`) }
      : decided
  },
  save: (ctx, loaded, decisions) => saveMessages(ctx, loaded, decisions),
  answer(decided, placed) {
    const { conversationId, messageId } =
      decided.kind === 'new'
        ? { conversationId: decided.message.conversationId, messageId: decided.message.id }
        : decided
    const place = placed(streamOf(conversationId), messageId) ?? decided.place
    return {
      messageId,
      conversationId,
      position: place?.publicPosition ?? 0,
      at: (place?.at ?? new Date(0)).toISOString(),
    }
  },
})

const draftOf = (input: Static<typeof SendMessage>): Draft => ({
  conversationId: input.conversationId,
  messageId: input.messageId,
  content: input.content,
  visibility: 'public',
  ...(input.after === undefined ? {} : { after: input.after }),
})
