import { clock } from '../clock.ts'
import { type Context, record } from '../commands/context.ts'
import { uuid7 } from '../ids.ts'
import { system } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import type { Sealing } from '../sealing.ts'
import type { MailSettings } from '../settings.ts'
import { mailChanged, OUTBOX } from './events.ts'
import type { Mail } from './pure/mail.ts'
import { createReplyAddresses, type ReplyAddresses } from './reply-address.ts'
import { type Ended, insertMail } from './queries.ts'

/** How commands send mail: they owe it inside their transaction, and a job delivers it after the commit. */
export type Post = {
  /** False: no mail server is set; nothing may be owed, and whoever would must say so. */
  isOn: boolean
  /** Whether what happens at this instant may send mail by itself: what an import or the demo dates back never does. */
  isOnAt(at: Date): boolean
  /** The sender's address; null while mail is off. */
  from: string | null
  /** Where browsers reach this server: what links in mails begin with. */
  publicUrl: string
  /** Writes the mail into the outbox and owes its delivery, in the same commit [MA1]. Gives the mail's id. */
  oweMail(ctx: Context, mail: Mail): Promise<number>
  /** What the mails of a ticket's thread refer to before any other, so that mail programs show them together. */
  threadRoot(ticketId: number): string
  replies: ReplyAddresses
}

const LONG_AGO_MS = 60_000
export const DELIVER = 'mail_deliver'

export function createPost(parts: {
  settings: MailSettings | null
  publicUrl: string
  sealing: Sealing
  key: Buffer
}): Post {
  const { settings, publicUrl, sealing, key } = parts
  const mailbox = settings?.from.address ?? 'off@localhost'
  const domain = mailbox.slice(mailbox.indexOf('@') + 1)
  return {
    isOn: settings !== null,
    isOnAt: (at) => settings !== null && clock.now().getTime() - at.getTime() < LONG_AGO_MS,
    from: settings?.from.address ?? null,
    publicUrl,
    replies: createReplyAddresses(key, mailbox),
    threadRoot: (ticketId) => `<ticket.${ticketId}.${sealing.sign(`thread ${ticketId}`).slice(0, 12)}@${domain}>`,
    async oweMail(ctx, mail) {
      if (settings === null) throw new Refusal('mail_off')
      const id = await insertMail(ctx.tx, {
        kind: mail.kind,
        recipient: mail.to.address,
        sealed: sealing.seal(JSON.stringify(mail)),
        messageId: `<${uuid7(ctx.now)}@${domain}>`,
        conversationId: mail.conversationId ?? null,
        subjectMessage: mail.messageId ?? null,
        userId: mail.userId ?? null,
        at: ctx.now,
      })
      oweDelivery(ctx, id)
      tellMail(ctx, {
        id,
        kind: mail.kind,
        state: 'waiting',
        problem: null,
        conversationId: mail.conversationId ?? null,
        subjectMessage: mail.messageId ?? null,
      })
      return id
    },
  }
}

/** One job a mail, whatever asks for it. */
export const oweDelivery = (ctx: Context, mailId: number, runAt?: Date): void =>
  void ctx.jobs.push({
    task: DELIVER,
    payload: { mailId },
    key: `mail:${mailId}`,
    ...(runAt === undefined ? {} : { runAt }),
  })

export function tellMail(ctx: Context, mail: Ended): void {
  const { id, kind, state, problem, conversationId, subjectMessage } = mail
  record(ctx, mailChanged, {
    stream: OUTBOX,
    by: system,
    data: { mailId: id, kind, state, problem, conversationId, messageId: subjectMessage },
  })
}
