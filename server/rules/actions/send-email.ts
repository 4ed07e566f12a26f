import { findMailAddress } from '../../contacts/index.ts'
import { getMe, writeMail } from '../../identity/index.ts'
import type { Ticket } from '../../tickets/index.ts'
import { textIn } from '../texts.ts'
import { toolsOf } from '../tools.ts'
import type { ActionKind, ActionOf, Scene } from './action.ts'

type To = { name: string | null; address: string; locale: string; isCustomer: boolean }

/**
 * A mail in its reader's language, owed to the outbox. The customer gets it at a verified address only: one that was only
 * claimed may be anybody's, and a rule cannot look at it [CT2].
 */
export const sendEmail: ActionKind<'send_email'> = {
  afterClosing: true,
  async effect(ticket, action, scene) {
    const { ctx, update, conversation, fill } = scene
    const { post } = toolsOf(ctx)
    if (post.isOn && !post.isOnAt(ctx.now)) return null
    const to = await readerOf(ticket, action, scene)
    if (to === null) return null
    const reader = to.isCustomer ? 'customer' : undefined
    const subject = await fill(textIn(action.subject, to.locale), reader)
    const text = await fill(textIn(action.texts, to.locale), reader)
    const { brandId } = await conversation()
    const mail = await writeMail(ctx.tx, {
      kind: 'rule',
      to: { name: to.name, address: to.address },
      locale: to.locale,
      brandId,
      isAutomatic: true,
      conversationId: update.conversationId,
      ...(to.isCustomer && { replyTo: post.replies.of(ticket.id), references: [post.threadRoot(ticket.id)] }),
      says: (say, brand) => ({
        subject: subject.trim() || brand,
        blocks: [{ kind: 'text', text }],
        footer: to.isCustomer ? say('reply.why', { ticket: ticket.id }) : say('rule.why', { ticket: ticket.id }),
      }),
    })
    await post.oweMail(ctx, mail)
    return 'send_email'
  },
}

async function readerOf(ticket: Ticket, { to }: ActionOf<'send_email'>, scene: Scene): Promise<To | null> {
  const { ctx, conversation } = scene
  if (to === 'assignee') {
    if (ticket.assigneeId === null) return null
    const { name, email, locale } = await getMe(ctx.tx, ticket.assigneeId)
    return { name, address: email, locale, isCustomer: false }
  }
  const { contactId, locale } = await conversation()
  if (to !== 'requester') return { name: null, address: to, locale, isCustomer: false }
  const found = await findMailAddress(ctx.tx, contactId)
  if (found === null || !found.verified || found.blocked) return null
  return { name: found.name, address: found.address, locale, isCustomer: true }
}
