import { findMailAddress, type MailAddress } from '../contacts/index.ts'
import { type Conversation, isOwn, listSaid, lockConversation, requireReach } from '../conversations/index.ts'
import { listAgentNames, writeMail } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Block } from '../platform/mail/pure/letter.ts'
import { wasOwed } from '../platform/mail/queries.ts'
import type { Post } from '../platform/mail/post.ts'
import { mailLocale } from '../platform/mail/texts.ts'
import { type Actor, may } from '../platform/pure/actor.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { SendTranscript } from './contract.ts'

const mayTryTranscript = (actor: Actor): boolean => actor.kind === 'visitor' || may(actor, 'conversations.reply')
const MOST = 200
const PAUSE_MS = 60_000

/**
 * What was said in public, to the contact's verified address: an agent sends it, or the customer asks for it once it is over.
 * A claimed address never receives one, whoever asks [TK5].
 */
export const sendTranscript = (post: Post) =>
  command(
    'transcript.send',
    { input: SendTranscript, may: mayTryTranscript, about: 'Mail what was said to the customer’s verified address.' },
    async (ctx, { conversationId }) => {
      const conversation = await lockConversation(ctx.tx, conversationId)
      await requireReach(ctx, ctx.actor, conversation)
      if (!post.isOn) throw new Refusal('mail_off')
      allow(!isOwn(ctx.actor, conversation) || isOver(conversation), 'transcript_too_early')
      const to = await findMailAddress(ctx.tx, conversation.contactId)
      if (to === null) throw new Refusal('email_unknown')
      if (!to.verified) throw new Refusal('transcript_unverified', agentOnly(ctx.actor, { address: to.address }))
      // Each press is a mail to somebody: one a minute is enough.
      if (await wasOwed(ctx.tx, conversationId, 'transcript', new Date(ctx.now.getTime() - PAUSE_MS)))
        throw new Refusal('too_many_requests', { retryAfterMs: PAUSE_MS })
      await post.oweMail(ctx, await writeTranscript(ctx, conversation, to))
      // The customer's browser is not told an address that it may not have given.
      return agentOnly(ctx.actor, { to: to.address })
    },
  )

const isOver = ({ closed, session }: Conversation): boolean => closed !== null || session.state === 'ended'
const agentOnly = <Facts extends object>(actor: Actor, facts: Facts): Facts | Record<string, never> =>
  actor.kind === 'user' ? facts : {}

async function writeTranscript(ctx: Context, conversation: Conversation, to: MailAddress) {
  const said = await listSaid(ctx.tx, conversation.id, MOST)
  const names = await listAgentNames(
    ctx.tx,
    said.flatMap(({ author_kind, author_id }) => (author_kind === 'agent' && author_id !== null ? [author_id] : [])),
  )
  const when = momentIn(mailLocale(conversation.locale), to.timeZone)
  const total = said[0]?.total ?? 0
  return writeMail(ctx.tx, {
    kind: 'transcript',
    to: { name: to.name, address: to.address },
    locale: conversation.locale,
    brandId: conversation.brandId,
    isAutomatic: false,
    conversationId: conversation.id,
    says: (say, brand) => ({
      subject: say('transcript.subject', { brand }),
      blocks: [
        { kind: 'title', text: say('transcript.title', { brand }) },
        { kind: 'text', text: say('transcript.text', { n: total, when: when.format(conversation.startedAt) }) },
        ...(total > said.length ? [{ kind: 'small', text: say('transcript.cut', { n: said.length }) } as const] : []),
        ...said.map(
          ({ author_kind, author_id, text, files, at }): Block => ({
            kind: 'said',
            by:
              author_kind === 'contact'
                ? say('transcript.you')
                : ((author_id === null ? undefined : names.get(author_id)) ?? say('transcript.system', { brand })),
            when: when.format(at),
            text: [text, ...files.map((name) => `[${name}]`)].filter(Boolean).join('\n'),
          }),
        ),
      ],
      footer: say('transcript.why'),
    }),
  })
}

/** Instants as the customer's clock shows them, with the name of its zone. */
function momentIn(locale: string, timeZone: string | null): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: timeZone ?? 'UTC' })
  } catch {
    // A browser may name a zone that is not known here.
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  }
}
