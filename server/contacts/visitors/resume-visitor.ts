import type { Context } from '../../platform/commands/context.ts'
import { hashToken, secret } from '../../platform/ids.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { findContact } from '../queries/contacts.ts'
import { beginAwaited, insertAwaited } from '../queries/visitors.ts'

const LIFE_MS = 7 * 86_400_000
/** Links and browsers' tokens never stand for each other. */
const hashLink = (link: string): Buffer => hashToken(`resume ${link}`)

type Resuming = { contactId: number; channelId: number; identityId: number; conversationId: number }

/**
 * What goes into a mail to a verified address [CT9]: it proves the mailbox, so it opens this contact's conversations in a new
 * browser. 256 bits, kept as a hash, works once, for seven days, and only while the address is still this contact's own.
 */
export async function makeResumeLink(ctx: Pick<Context, 'tx' | 'now'>, resuming: Resuming): Promise<string> {
  const { contactId, channelId, identityId, conversationId } = resuming
  const link = `${secret()}.${identityId}.${conversationId}`
  await insertAwaited(ctx.tx, { contactId, channelId, tokenHash: hashLink(link), at: ctx.now })
  return link
}

export type Resumed = {
  token: string
  contact: { id: number; name: string | null; signedIn: boolean }
  channelId: number
  conversationId: number
}

/** Uses the link up and gives the browser a token of its own. */
export async function resumeVisitor(ctx: Pick<Context, 'tx' | 'now'>, link: string): Promise<Resumed> {
  const [, identityId, conversationId] = /^[\w-]{20,60}\.([1-9]\d{0,15})\.([1-9]\d{0,15})$/.exec(link) ?? []
  if (identityId === undefined) throw new Refusal('resume_invalid')
  const token = secret()
  const begun = await beginAwaited(ctx.tx, hashLink(link), Number(identityId), {
    tokenHash: hashToken(token),
    at: ctx.now,
    since: new Date(ctx.now.getTime() - LIFE_MS),
  })
  if (begun === null) throw new Refusal('resume_invalid')
  const contact = await findContact(ctx.tx, begun.contactId)
  return {
    token,
    contact: { id: begun.contactId, name: contact?.name ?? null, signedIn: false },
    channelId: begun.channelId,
    conversationId: Number(conversationId),
  }
}
