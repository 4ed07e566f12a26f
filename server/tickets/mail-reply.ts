import { findMailAddress, type MailAddress } from '../contacts/index.ts'
import { type Conversation, type Writing } from '../conversations/index.ts'
import { getMe, writeMail } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Post } from '../platform/mail/post.ts'
import { listThreadIds } from '../platform/mail/queries.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { SubmitTicket } from './contract.ts'
import type { Ticket } from './model.ts'

/** Where a reply by mail goes. One that is only claimed may be anybody's: a person has to say that it is meant [TK9]. */
export async function mailAddress(
  ctx: Context,
  post: Post,
  { contactId }: Conversation,
  message: NonNullable<SubmitTicket['message']>,
): Promise<MailAddress> {
  if (!post.isOn) throw new Refusal('mail_off')
  if (message.visibility !== 'public')
    throw new Refusal('invalid_input', { fields: [{ field: 'message.byEmail', message: 'is for public replies' }] })
  const found = await findMailAddress(ctx.tx, contactId)
  if (found === null) throw new Refusal('email_unknown')
  if (!found.verified && message.byEmail?.claimed !== true)
    throw new Refusal('email_claimed', { address: found.address })
  return found
}

type Reply = {
  actor: Actor
  conversation: Conversation
  ticket: Ticket
  messageId: string
  mailTo: MailAddress
  writing: Writing
}

/** The message, and nothing else of the conversation: what was said before stays where it was said. */
export async function oweReply(ctx: Context, post: Post, reply: Reply): Promise<void> {
  const { actor, conversation, ticket, messageId, mailTo, writing } = reply
  const content = writing.known.get(`${conversation.id}/${messageId}`)?.content
  if (content === undefined || actor.kind !== 'user') return
  const me = await getMe(ctx.tx, actor.userId)
  const mail = await writeMail(ctx.tx, {
    kind: 'reply',
    to: { name: mailTo.name, address: mailTo.address },
    locale: conversation.locale,
    brandId: conversation.brandId,
    isAutomatic: false,
    conversationId: conversation.id,
    messageId,
    replyTo: post.replies.of(ticket.id),
    references: [post.threadRoot(ticket.id), ...(await listThreadIds(ctx.tx, conversation.id))],
    attachments: (content.files ?? []).map(({ id, name, type }) => ({ id, name, type })),
    says: (say, brand) => ({
      // The prefix that mail programs know as an answer (RFC 5322, 3.6.5); no word of a language.
      subject: `Re: ${ticket.subject || brand}`,
      blocks: [
        { kind: 'text', text: content.text },
        { kind: 'text', text: say('reply.from', { name: me.alias ?? me.name, brand }) },
      ],
      footer: say('reply.why', { ticket: ticket.id }),
    }),
  })
  await post.oweMail(ctx, mail)
}
