import { type Context, record } from '../../platform/commands/context.ts'
import { hashToken } from '../../platform/ids.ts'
import { system } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { VisitorToken } from '../contract.ts'
import { contactStream, visitorRevoked } from '../events.ts'
import { findContact } from '../queries/contacts.ts'
import { lockVisitor, revokeVisitor } from '../queries/visitors.ts'
import { openVisitor } from './open-visitor.ts'

/** The next person at this browser starts as nobody: a new token, a new contact, nothing of what was said [CT1]. */
export async function signOutVisitor(
  ctx: Context,
  token: string,
  userAgent: string | undefined,
): Promise<VisitorToken> {
  const visitor = await lockVisitor(ctx.tx, hashToken(token))
  if (visitor === null) throw new Refusal('visitor_unknown')
  await revokeVisitor(ctx.tx, visitor.id, ctx.now)
  record(ctx, visitorRevoked, {
    stream: contactStream(visitor.contactId),
    by: system,
    data: { visitorId: visitor.id, contactId: visitor.contactId },
  })
  const { locale = null, timeZone = null } = (await findContact(ctx.tx, visitor.contactId)) ?? {}
  const opened = await openVisitor(ctx, { channelId: visitor.channelId, locale, timeZone, userAgent })
  return { token: opened.token, contact: { id: opened.contactId, name: null, signedIn: false } }
}
