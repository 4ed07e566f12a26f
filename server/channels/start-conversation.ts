import { claimDetails, findBrief } from '../contacts/index.ts'
import {
  decideMessage,
  type Draft,
  findConversationOfMessage,
  findLiveConversation,
  findMessageEvent,
  isLive,
  loadKnown,
  lockConversation,
  saveMessages,
  startConversation as start,
  streamOf,
  type Conversation,
  type Writing,
} from '../conversations/index.ts'
import { command, Later } from '../platform/commands/command.ts'
import type { Context } from '../platform/commands/context.ts'
import type { VisitorActor } from '../platform/pure/actor.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { type ConversationStarted, StartConversation } from './contract.ts'
import { styleFor } from './choose-style.ts'
import { type Channel, findChannel, lockStartsOf } from './queries.ts'
import { styleCopy } from './style-copy.ts'

/**
 * A customer's first message: the channel decides brand, style, locale and control, and the conversation starts [CH1].
 * While one is open it goes on there, unless the channel lets a contact have several.
 */
export const startConversation = command(
  'conversation.start',
  {
    input: StartConversation,
    may: (actor) => actor.kind === 'visitor',
    about: 'Write the first message of a conversation.',
  },
  async (ctx, input): Promise<ConversationStarted | Later<ConversationStarted>> => {
    const { actor } = ctx
    if (actor.kind !== 'visitor') throw new Refusal('not_allowed')
    allow(!actor.blocked, 'contact_blocked')
    const channel = await findChannel(ctx.tx, actor.channelId)
    if (channel === null) throw new Refusal('channel_not_found')
    allow(channel.active, 'channel_inactive')
    await lockStartsOf(ctx.tx, actor.contactId)

    const repeated = await findConversationOfMessage(ctx.tx, actor.contactId, input.messageId)
    if (repeated !== null) return firstResult(ctx, actor, repeated, input)
    if (input.details !== undefined) await claimDetails(ctx, actor, input.details)
    await requireDetails(ctx, actor, channel)

    const conversation = (await liveConversation(ctx, actor, channel)) ?? (await open(ctx, actor, channel, input))
    const { draft, writing } = await writingIn(ctx, conversation, input)
    await saveMessages(ctx, writing, [decideMessage(ctx, writing, actor, draft)])
    return new Later((placed) => ({
      conversationId: conversation.id,
      messageId: input.messageId,
      position: placed(streamOf(conversation.id), input.messageId)?.publicPosition ?? 0,
      at: ctx.now.toISOString(),
    }))
  },
)

/** Where it goes on, locked; what has ended while we waited for the lock is not it. */
async function liveConversation(ctx: Context, actor: VisitorActor, channel: Channel): Promise<Conversation | null> {
  const id = channel.settings.severalOpen ? null : await findLiveConversation(ctx.tx, actor.contactId, channel.id)
  const conversation = id === null ? null : await lockConversation(ctx.tx, id)
  return conversation !== null && isLive(conversation) ? conversation : null
}

async function writingIn(ctx: Context, conversation: Conversation, { messageId, content }: StartConversation) {
  const draft: Draft = { conversationId: conversation.id, messageId, content, visibility: 'public' }
  const conversations = new Map([[conversation.id, conversation]])
  const writing: Writing = { conversations, ...(await loadKnown(ctx, [draft])), touched: new Set() }
  return { draft, writing }
}

async function open(
  ctx: Context,
  actor: VisitorActor,
  channel: Channel,
  input: StartConversation,
): Promise<Conversation> {
  const { settings } = channel
  const locale = input.locale ?? channel.defaultLocale
  const style = await styleFor(ctx, actor, channel, { ...input, locale })
  if (style === null) throw new Refusal('style_not_found')
  return start(ctx, actor, {
    contactId: actor.contactId,
    brandId: channel.brandId,
    channelId: channel.id,
    locale,
    // Without a bot on the channel, people have it at once.
    control: 'people',
    style: styleCopy(style, [locale, channel.defaultLocale]),
    // A composer that is replaced by a button tells of the end anyway.
    endings: {
      agents: settings.agentsMayEnd,
      customer: settings.customerMayEnd,
      tell: settings.tellEnd || settings.afterEnd === 'replace',
    },
    page: input.page ?? null,
    startedAt: ctx.now,
    groupId: channel.groupId,
  })
}

async function requireDetails(ctx: Context, actor: VisitorActor, { settings }: Channel): Promise<void> {
  if (actor.signedIn || (settings.askName !== 'required' && settings.askEmail !== 'required')) return
  const contact = await findBrief(ctx.tx, actor.contactId)
  const missing = [
    ...(settings.askName === 'required' && !contact?.name ? ['name'] : []),
    ...(settings.askEmail === 'required' && !contact?.email ? ['email'] : []),
  ]
  if (missing.length > 0) throw new Refusal('details_required', { fields: missing })
}

/** Asked again, it is answered again; any other use of the id is refused [CV3]. */
async function firstResult(
  ctx: Context,
  actor: VisitorActor,
  conversationId: number,
  input: StartConversation,
): Promise<ConversationStarted> {
  const { draft, writing } = await writingIn(ctx, await lockConversation(ctx.tx, conversationId), input)
  decideMessage(ctx, writing, actor, draft)
  const place = await findMessageEvent(ctx.tx, streamOf(conversationId), input.messageId)
  return {
    conversationId,
    messageId: input.messageId,
    position: place?.public_position ?? 0,
    at: (place?.at ?? ctx.now).toISOString(),
  }
}
