import { Type } from 'typebox'
import { command } from '../../platform/commands/command.ts'
import { oweDelivery, type Post, tellMail } from '../../platform/mail/post.ts'
import { hurryMails, renewMail } from '../../platform/mail/queries.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { MailRef } from '../contract.ts'
import { mayManageMail } from '../policy.ts'

/** Sends a mail again that failed; its Message-ID stays, so that whoever did get it sees it once [ID15]. */
export const renewFailedMail = (post: Post) =>
  command(
    'mail.renew',
    { input: MailRef, may: mayManageMail, about: 'Send a mail again that could not be sent.' },
    async (ctx, { mailId }) => {
      if (!post.isOn) throw new Refusal('mail_off')
      const mail = await renewMail(ctx.tx, mailId, ctx.now)
      if (mail === null) throw new Refusal('mail_not_renewable')
      oweDelivery(ctx, mailId)
      tellMail(ctx, mail)
      await audit(ctx, ctx.actor, 'mail.renewed', `mail:${mailId}`)
      return null
    },
  )

/** What waits for its next attempt is tried now: somebody has just set the mail server right. */
export const hurryWaitingMails = (post: Post) =>
  command(
    'mail.hurry',
    { input: Type.Object({}), may: mayManageMail, about: 'Try now what waits for its next attempt.' },
    async (ctx) => {
      if (!post.isOn) throw new Refusal('mail_off')
      const ids = await hurryMails(ctx.tx, ctx.now)
      for (const id of ids) oweDelivery(ctx, id)
      if (ids.length > 0) await audit(ctx, ctx.actor, 'mail.hurried', 'mail', { mails: [null, ids.length] })
      return { mails: ids.length }
    },
  )
