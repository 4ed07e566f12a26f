import type { Tx } from '../../platform/db.ts'
import { hashToken, secret } from '../../platform/ids.ts'
import { deviceOf } from '../../platform/pure/user-agent.ts'
import { insertContact } from '../queries/contacts.ts'
import { insertVisitor } from '../queries/visitors.ts'

export type Opening = {
  channelId: number
  locale: string | null
  timeZone: string | null
  userAgent: string | undefined
}
export type OpenedVisitor = { token: string; visitorId: number; contactId: number }

/** A browser nothing is known of yet, and the contact it speaks for. The token is told here only; its hash is kept [CT1]. */
export async function openVisitor(
  { tx, now }: { tx: Tx; now: Date },
  { channelId, locale, timeZone, userAgent }: Opening,
): Promise<OpenedVisitor> {
  const token = secret()
  const contactId = await insertContact(tx, { locale, timeZone, device: deviceOf(userAgent), known: false, at: now })
  const visitorId = await insertVisitor(tx, { contactId, channelId, tokenHash: hashToken(token), at: now })
  return { token, visitorId, contactId }
}
