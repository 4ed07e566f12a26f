import type { Static } from 'typebox'
import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { UpdateContact } from '../contract.ts'
import { contactStream, contactUpdated } from '../events.ts'
import { MOST_IDENTITIES, normalised } from '../model.ts'
import { mayWriteContacts } from '../policy.ts'
import { lockContact, updateContactRow } from '../queries/contacts.ts'
import { requireOrganization } from '../queries/organizations.ts'
import {
  countIdentities,
  deleteIdentities,
  findVerifiedOwner,
  insertClaimed,
  listIdentities,
} from '../queries/identities.ts'

type Update = Static<typeof UpdateContact>

export const updateContact = command(
  'contact.update',
  {
    input: UpdateContact,
    may: mayWriteContacts,
    about: 'Change name, notes, language, organization, addresses and numbers of a contact.',
  },
  async (ctx, input) => {
    const contact = await lockContact(ctx.tx, input.contactId)
    const { name = contact.name, notes = contact.notes, locale = contact.locale } = input
    const { organizationId = contact.organizationId } = input
    if (organizationId !== null && organizationId !== contact.organizationId)
      await requireOrganization(ctx.tx, organizationId)
    const changes = { name: name?.trim() || null, notes, locale, organizationId, known: true }
    await updateContactRow(ctx.tx, { ...contact, ...changes })
    if (input.addIdentity !== undefined) await addIdentity(ctx, contact.id, input.addIdentity)
    if (input.removeIdentity !== undefined) await removeIdentity(ctx, contact.id, input.removeIdentity)
    const changed = Object.keys(input).filter((field) => field !== 'contactId')
    record(ctx, contactUpdated, {
      stream: contactStream(contact.id),
      by: ctx.actor,
      data: { contactId: contact.id, changed },
    })
    return { contactId: contact.id }
  },
)

/** Claimed, until somebody confirms it [CT3]. What another contact has verified is that one's: merge them instead. */
async function addIdentity(
  ctx: Context,
  contactId: number,
  { kind, value }: NonNullable<Update['addIdentity']>,
): Promise<void> {
  const text = normalised(kind, value)
  if (text === null || (await countIdentities(ctx.tx, contactId)) >= MOST_IDENTITIES)
    throw new Refusal('identity_invalid', { field: kind })
  const owner = await findVerifiedOwner(ctx.tx, kind, text)
  if (owner !== null && owner !== contactId) throw new Refusal('identity_taken', { contactId: owner })
  await insertClaimed(ctx.tx, contactId, kind, text, ctx.now)
}

/** The id under which his own site knows him stays. */
async function removeIdentity(ctx: Context, contactId: number, identityId: number): Promise<void> {
  const identity = (await listIdentities(ctx.tx, [contactId])).find(({ id }) => id === identityId)
  if (identity === undefined) throw new Refusal('identity_not_found')
  if (identity.kind === 'external_id') throw new Refusal('not_allowed')
  await deleteIdentities(ctx.tx, [identityId])
}
