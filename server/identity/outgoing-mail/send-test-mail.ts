import { Type } from 'typebox'
import { command } from '../../platform/commands/command.ts'
import type { Post } from '../../platform/mail/post.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { mayManageMail, userOf } from '../policy.ts'
import { getMe } from '../queries/users.ts'
import { createAttempts } from '../sign-in/attempts.ts'
import { writeMail } from './write-mail.ts'

/** To oneself only: it shows that mail arrives, and writes to nobody else. */
export const sendTestMail = (post: Post) => {
  // Somebody presses it again and again to see whether it works now; a mail server calls more than that a flood.
  const attempts = createAttempts({ most: 20, withinMs: 10 * 60_000 })
  return command(
    'mail.test',
    { input: Type.Object({}), may: mayManageMail, about: 'Send a test mail to yourself.' },
    async (ctx) => {
      const actor = userOf(ctx.actor)
      if (!post.isOn) throw new Refusal('mail_off')
      attempts.take(String(actor.userId), ctx.now)
      const me = await getMe(ctx.tx, actor.userId)
      const mail = await writeMail(ctx.tx, {
        kind: 'test',
        to: { name: me.name, address: me.email },
        locale: me.locale,
        isAutomatic: false,
        userId: me.id,
        says: (say) => ({
          subject: say('test.subject'),
          blocks: [
            { kind: 'title', text: say('test.title') },
            { kind: 'text', text: say('test.text', { url: post.publicUrl }) },
          ],
          footer: say('test.why', { name: me.name }),
        }),
      })
      const mailId = await post.oweMail(ctx, mail)
      await audit(ctx, actor, 'mail.tested', `mail:${mailId}`, {}, me.email)
      return { mailId, to: me.email }
    },
  )
}
