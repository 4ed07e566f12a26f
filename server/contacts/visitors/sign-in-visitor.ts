import { type Context, record } from '../../platform/commands/context.ts'
import { hashToken, secret } from '../../platform/ids.ts'
import type { VisitorActor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { VisitorToken } from '../contract.ts'
import { contactStream, contactUpdated, visitorSignedIn } from '../events.ts'
import { merge } from '../merging/merge.ts'
import { type Claims, type Contact, decideLogin, type LoginOutcome } from '../model.ts'
import { findContact, insertContact, lockContact, lockContacts, updateContactRow } from '../queries/contacts.ts'
import {
  findExternalId,
  findVerifiedOwner,
  insertClaimed,
  lockIdentityValue,
  upsertVerified,
} from '../queries/identities.ts'
import { fileByAddress } from '../queries/organizations.ts'
import { type LockedVisitor, lockVisitor, signInVisitor as signInVisitorRow } from '../queries/visitors.ts'

/** Makes a visitor the person his site says he is, and gives him a new token; the old one is dead at once [CT1][CT4]. */
export async function signInVisitor(ctx: Context, token: string, claims: Claims): Promise<VisitorToken> {
  await lockIdentityValue(ctx.tx, 'external_id', claims.externalId)
  if (claims.email !== null) await lockIdentityValue(ctx.tx, 'email', claims.email)
  const visitor = await lockVisitor(ctx.tx, hashToken(token))
  if (visitor === null) throw new Refusal('visitor_unknown')
  const contact = await enter(ctx, visitor, await decide(ctx, visitor, claims))
  await verify(ctx, contact, claims)
  const fresh = secret()
  await signInVisitorRow(ctx.tx, visitor.id, contact.id, hashToken(fresh))
  const by = actorOf(visitor, contact)
  const moved = { visitorId: visitor.id, from: visitor.contactId, into: contact.id }
  record(ctx, visitorSignedIn, { stream: contactStream(visitor.contactId), by, data: moved })
  record(ctx, contactUpdated, {
    stream: contactStream(contact.id),
    by,
    data: { contactId: contact.id, changed: ['name', 'identities'] },
  })
  return { token: fresh, contact: { id: contact.id, name: claims.name ?? contact.name, signedIn: true } }
}

async function decide(ctx: Context, visitor: LockedVisitor, claims: Claims): Promise<LoginOutcome> {
  const own = { contactId: visitor.contactId, externalId: await findExternalId(ctx.tx, visitor.contactId) }
  const byExternalId = await findVerifiedOwner(ctx.tx, 'external_id', claims.externalId)
  return decideLogin(claims, own, byExternalId, await holderOfAddress(ctx, claims))
}

async function holderOfAddress(ctx: Context, { email, emailVerified }: Claims) {
  const contactId = email !== null && emailVerified ? await findVerifiedOwner(ctx.tx, 'email', email) : null
  return contactId === null ? null : { contactId, externalId: await findExternalId(ctx.tx, contactId) }
}

/** The contact he is from now on, locked. */
async function enter(ctx: Context, visitor: LockedVisitor, outcome: LoginOutcome): Promise<Contact> {
  switch (outcome.kind) {
    case 'stay':
    case 'become':
      return lockContact(ctx.tx, visitor.contactId)
    case 'move':
      return lockContact(ctx.tx, outcome.into)
    case 'fresh':
      return lockContact(ctx.tx, await anotherContact(ctx, visitor))
    case 'merge': {
      const [from, into] = await lockContacts(ctx.tx, [visitor.contactId, outcome.into])
      if (from === undefined || into === undefined) throw new Refusal('contact_not_found')
      return merge(ctx, actorOf(visitor, into), { from, into, reason: 'login' })
    }
  }
}

/** Somebody else at the same browser: nothing of the earlier person goes along but language and device. */
async function anotherContact(ctx: Context, visitor: LockedVisitor): Promise<number> {
  const earlier = await findContact(ctx.tx, visitor.contactId)
  const { locale = null, timeZone = null, device = null } = earlier ?? {}
  return insertContact(ctx.tx, { locale, timeZone, device, known: true, at: ctx.now })
}

/** What the signed token says holds: id and name; the address as verified if it says so and nobody else has it verified. */
async function verify(
  ctx: Context,
  contact: Contact,
  { externalId, name, email, emailVerified }: Claims,
): Promise<void> {
  await upsertVerified(ctx.tx, contact.id, 'external_id', externalId, 'jwt', ctx.now)
  const owner = email !== null && emailVerified ? await findVerifiedOwner(ctx.tx, 'email', email) : null
  const isHis = email !== null && emailVerified && (owner === null || owner === contact.id)
  if (email !== null) {
    if (isHis) await upsertVerified(ctx.tx, contact.id, 'email', email, 'jwt', ctx.now)
    else await insertClaimed(ctx.tx, contact.id, 'email', email, ctx.now)
  }
  await updateContactRow(ctx.tx, { ...contact, name: name ?? contact.name, known: true })
  if (isHis) await fileByAddress(ctx.tx, contact.id, email)
}

const actorOf = (visitor: LockedVisitor, contact: Contact): VisitorActor => ({
  kind: 'visitor',
  visitorId: visitor.id,
  contactId: contact.id,
  channelId: visitor.channelId,
  signedIn: true,
  blocked: contact.blockedAt !== null,
})
