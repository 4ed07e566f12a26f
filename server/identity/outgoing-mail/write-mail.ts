import type { Tx } from '../../platform/db.ts'
import type { Address, Mail, MailKind } from '../../platform/mail/pure/mail.ts'
import { type Block, writeLetter } from '../../platform/mail/pure/letter.ts'
import { mailLocale, type SayMail, sayMailIn } from '../../platform/mail/texts.ts'
import { findBrand, findDefaultBrand } from '../queries/brands.ts'

export type Said = { subject: string; blocks: Block[]; footer: string }
type Writing = Omit<Mail, 'fromName' | 'subject' | 'text' | 'html'> & {
  kind: MailKind
  to: Address
  /** The reader's; he gets the nearest that there is. */
  locale: string | null
  /** Whose name and colour it bears; without it the account's own. */
  brandId?: number
  says: (say: SayMail, brand: string) => Said
}

const COLOUR = '#4f46e5'

/** Writes a mail in its reader's language, under the name of the brand. */
export async function writeMail(tx: Tx, { locale, brandId, says, ...mail }: Writing): Promise<Mail> {
  const language = mailLocale(locale)
  const brand = (brandId === undefined ? null : await findBrand(tx, brandId)) ?? (await findDefaultBrand(tx))
  const { subject, blocks, footer } = says(sayMailIn(language), brand.name)
  const letter = { locale: language, brand: brand.name, colour: brand.colour ?? COLOUR, blocks, footer }
  return { ...mail, fromName: brand.name, subject: subject.replace(/\s+/g, ' ').slice(0, 200), ...writeLetter(letter) }
}
