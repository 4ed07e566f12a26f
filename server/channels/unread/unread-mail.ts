import { findMailAddress, makeResumeLink } from '../../contacts/index.ts'
import { type Conversation, listUnread, lockOnTime, type Unread } from '../../conversations/index.ts'
import { writeMail } from '../../identity/index.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Reaction } from '../../platform/commands/reaction.ts'
import type { Block } from '../../platform/mail/pure/letter.ts'
import type { Post } from '../../platform/mail/post.ts'
import { clearTimer, setTimer, type TimerHandler } from '../../platform/timers/timer.ts'
import type { ChannelDirectory } from '../directory.ts'
import { waitMinutes } from './wait-minutes.ts'

export type UnreadParts = {
  post: Post
  directory: ChannelDirectory
  nameAgent(userId: number): { name: string; alias: string | null }
}

const TIMER = 'unread.mail'

/** What nobody reads goes where it is read [S4.14] [S4.16]: an exact timer from the agent's message, ended by reading or closing. */
export function unreadReactions({ post, directory }: UnreadParts): Reaction[] {
  const minutesOf = (channelId: unknown): number =>
    post.isOn ? waitMinutes(directory.all().find(({ id }) => id === channelId)?.settings) : 0
  return [
    {
      on: 'message.sent',
      name: 'channels: wait for the customer to read it',
      async react(ctx, events) {
        if (!post.isOnAt(ctx.now)) return
        for (const { by, data, stream, extra } of events) {
          if (by.kind !== 'agent' || data.visibility !== 'public' || isMailed(extra)) continue
          const minutes = minutesOf(data.channelId)
          if (minutes > 0) setTimer(ctx, stream, TIMER, new Date(ctx.now.getTime() + minutes * 60_000))
        }
      },
    },
    {
      on: 'conversation.marked',
      name: 'channels: the customer has read it',
      async react(ctx, events) {
        if (!post.isOn) return
        for (const { data, stream } of events)
          if (data.by === 'contact' && data.read !== undefined) clearTimer(ctx, stream, TIMER)
      },
    },
    {
      on: 'conversation.closed',
      name: 'channels: nothing more is said',
      async react(ctx, events) {
        if (post.isOn) for (const { stream } of events) clearTimer(ctx, stream, TIMER)
      },
    },
  ]
}

const isMailed = (extra: unknown): boolean => typeof extra === 'object' && extra !== null && 'email' in extra

export const unreadTimers = (parts: UnreadParts): Readonly<Record<string, TimerHandler>> => ({
  [TIMER]: async (ctx, subject) => {
    const conversation = await lockOnTime(ctx.tx, subject)
    if (conversation === null || !parts.post.isOn || conversation.closed !== null || conversation.contactUnread === 0)
      return
    const channel = parts.directory.all().find(({ id }) => id === conversation.channelId)
    if (channel === undefined || !channel.active || waitMinutes(channel.settings) === 0) return
    const to = await findMailAddress(ctx.tx, conversation.contactId)
    // A claimed address may be anybody's: it gets nothing of what was said.
    if (to === null || !to.verified || to.blocked) return
    const unread = await listUnread(ctx.tx, conversation.id, conversation.contactRead)
    if (unread.length > 0) await mailUnread(ctx, parts, { conversation, to, unread })
  },
})

type Telling = {
  conversation: Conversation
  to: { identityId: number; address: string; name: string | null }
  unread: readonly Unread[]
}
const MOST_SHOWN = 3
const MOST_LETTERS = 300

async function mailUnread(ctx: Context, { post, nameAgent }: UnreadParts, telling: Telling): Promise<void> {
  const { conversation, to, unread } = telling
  const { id: conversationId, contactId, channelId, brandId, locale } = conversation
  const link = await makeResumeLink(ctx, { contactId, channelId, identityId: to.identityId, conversationId })
  const language = locale.startsWith('fr') ? 'fr' : 'en'
  const url = `${post.publicUrl}/resume?l=${language}#${link}`
  const mail = await writeMail(ctx.tx, {
    kind: 'unread',
    to: { name: to.name, address: to.address },
    locale,
    brandId,
    isAutomatic: true,
    conversationId,
    says: (say, brand) => ({
      subject: say('unread.subject', { n: unread.length, brand }),
      blocks: [
        { kind: 'title', text: say('unread.title', { n: unread.length }) },
        ...unread.slice(-MOST_SHOWN).map((message): Block => {
          const agent = message.author_id === null ? null : nameAgent(message.author_id)
          return {
            kind: 'said',
            by: agent?.alias ?? agent?.name ?? brand,
            when: '',
            text: shortened(message.text || (message.file ?? '')),
          }
        }),
        { kind: 'button', label: say('unread.button'), url },
        { kind: 'small', text: say('unread.link') },
      ],
      footer: say('unread.why', { brand }),
    }),
  })
  await post.oweMail(ctx, mail)
}

const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS).trimEnd()}…` : text
