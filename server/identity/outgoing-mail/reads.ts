import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import type { Post } from '../../platform/mail/post.ts'
import { countMails, listMails, type StoredMail } from '../../platform/mail/queries.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { MailKind, MailState, type MailPage, type MailView, type OutgoingMail } from '../contract.ts'
import { mayManageMail } from '../policy.ts'

const PAGE = 50
const DAY_MS = 86_400_000

export const mailReads = (post: Post): Read[] => [
  read(
    '/api/v1/mail',
    { may: mayManageMail, about: 'Outgoing mail: whether it is set up, how much waits and why.' },
    async ({ db, now }): Promise<OutgoingMail> => {
      const { since, ...counts } = await countMails(db, new Date(now.getTime() - DAY_MS))
      return { isOn: post.isOn, from: post.from, ...counts, since: since?.toISOString() ?? null }
    },
  ),
  read(
    '/api/v1/mails',
    {
      query: Type.Object({
        state: Type.Optional(MailState),
        kind: Type.Optional(MailKind),
        cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,15}$' })),
      }),
      may: mayManageMail,
      about: 'Outgoing mails, newest first; `next` is the cursor of the following page. Never their text.',
    },
    async ({ db, actor, query: { state, kind, cursor } }): Promise<MailPage> => {
      const before = cursor === undefined ? undefined : Number(cursor)
      const found = await listMails(db, { state, kind, before }, PAGE + 1)
      const page = found.slice(0, PAGE)
      return {
        rows: page.map((mail) => mailView(actor, mail)),
        next: found.length > PAGE ? String(page.at(-1)?.id) : null,
      }
    },
  ),
]

const TO_CUSTOMERS: readonly string[] = ['reply', 'transcript', 'unread']

/** Looking after the mail is no right to read customers' addresses [ID16]. */
function mailView(actor: Actor, mail: StoredMail): MailView {
  const isHidden = TO_CUSTOMERS.includes(mail.kind) && !may(actor, 'contacts.read')
  const hide = (text: string) => (isHidden ? text.replace(/[^\s<>@"']+@/g, (local) => `${local[0] ?? ''}…@`) : text)
  return {
    id: mail.id,
    kind: mail.kind,
    to: hide(mail.recipient),
    state: mail.state,
    attempts: mail.attempt,
    nextAt: mail.state === 'waiting' && mail.problem !== null ? mail.nextAt.toISOString() : null,
    problem: mail.problem,
    answer: mail.answer === null ? null : hide(mail.answer),
    mayRenew: mail.state === 'failed' && mail.mayRenew,
    at: mail.at.toISOString(),
    endedAt: mail.endedAt?.toISOString() ?? null,
  }
}
