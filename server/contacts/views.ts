import type { Tx } from '../platform/db.ts'
import type { ContactRow, ContactView, IdentityView } from './contract.ts'
import type { Identity, Page } from './model.ts'
import { findContact } from './queries/contacts.ts'
import { listIdentities } from './queries/identities.ts'
import { type Brief, type ListedBrief, listMerged } from './queries/lists.ts'
import { findOrganization } from './queries/organizations.ts'

/** What is known of a contact at this moment and stored nowhere. */
export type Presence = { isOnline(contactId: number): boolean; page(contactId: number): Page | null }

/** A contact as agents see it; one that was merged shows the contact it is part of. Null when there is none. */
export async function findContactView(db: Tx, id: number, presence: Presence): Promise<ContactView | null> {
  const contact = await findContact(db, id)
  if (contact === null) return null
  if (contact.mergedInto !== null) return findContactView(db, contact.mergedInto, presence)
  const [identities, merged, organization] = await Promise.all([
    listIdentities(db, [id]),
    listMerged(db, id),
    contact.organizationId === null ? null : findOrganization(db, contact.organizationId),
  ])
  const { name, locale, timeZone, notes, device } = contact
  return {
    id,
    name,
    locale,
    timeZone,
    notes,
    device,
    photo: null,
    organization: organization && { id: organization.id, name: organization.name },
    signedIn: identities.some(({ kind, verifiedBy }) => kind === 'external_id' && verifiedBy !== null),
    identities: identities.map(identityView),
    blocked: contact.blockedAt !== null,
    online: presence.isOnline(id),
    page: presence.page(id) ?? contact.page,
    createdAt: contact.createdAt.toISOString(),
    lastSeenAt: contact.lastSeenAt?.toISOString() ?? null,
    merged: merged.map((each) => ({ ...each, at: each.at.toISOString() })),
  }
}

const identityView = ({ id, kind, value, verifiedBy }: Identity): IdentityView => ({
  id,
  kind,
  value,
  verified: verifiedBy !== null,
  verifiedBy,
})

export const contactRow = (
  brief: Brief & Partial<Pick<ListedBrief, 'organization'>>,
  conversations: number,
): ContactRow => ({
  id: brief.id,
  name: brief.name,
  email: brief.email,
  phone: brief.phone,
  organization: brief.organization ?? null,
  verified: brief.verified,
  blocked: brief.blocked,
  lastSeenAt: brief.lastSeenAt?.toISOString() ?? null,
  conversations,
})
