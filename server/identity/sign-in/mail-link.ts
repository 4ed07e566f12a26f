import type { Context } from '../../platform/commands/context.ts'
import type { Post } from '../../platform/mail/post.ts'
import { writeMail } from '../outgoing-mail/write-mail.ts'

type Linked = {
  kind: 'invitation' | 'password'
  link: string
  person: { id: number; email: string; name: string }
  locale: string
  /** Who made it for him; null when he asked himself. */
  by: string | null
}

/** Sends a one-time link to whom it is for, where mail is on; gives the address it goes to [ID2]. */
export async function mailLink(ctx: Context, post: Post, linked: Linked): Promise<string | null> {
  if (!post.isOn) return null
  const { kind, link, person, locale, by } = linked
  const { name, email } = person
  const mail = await writeMail(ctx.tx, {
    kind,
    to: { name, address: email },
    locale,
    isAutomatic: by === null,
    userId: person.id,
    says: (say, brand) => ({
      subject: say(`${kind}.subject`, { brand, by: by ?? brand }),
      blocks: [
        { kind: 'title', text: say(`${kind}.title`, { name }) },
        {
          kind: 'text',
          text: say(kind === 'password' && by !== null ? 'password.made' : `${kind}.text`, { brand, by: by ?? brand }),
        },
        { kind: 'button', label: say(`${kind}.button`), url: new URL(link, post.publicUrl).href },
        { kind: 'small', text: say(`${kind}.life`, { by: by ?? brand }) },
        ...(kind === 'password' && by === null ? [{ kind: 'small' as const, text: say('password.ignore') }] : []),
      ],
      footer: say('why.account', { email, brand }),
    }),
  })
  await post.oweMail(ctx, mail)
  return email
}
