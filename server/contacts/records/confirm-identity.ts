import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { ConfirmIdentity } from '../contract.ts'
import { contactStream, contactUpdated } from '../events.ts'
import { mayWriteContacts } from '../policy.ts'
import { lockContact } from '../queries/contacts.ts'
import { fileByAddress } from '../queries/organizations.ts'
import { findVerifiedOwner, listIdentities, lockIdentityValue, upsertVerified } from '../queries/identities.ts'

/** An agent answers for it, with a reason that is kept [CT3]. */
export const confirmIdentity = command(
  'identity.confirm',
  {
    input: ConfirmIdentity,
    may: mayWriteContacts,
    about: 'Record that an address or number is the contact’s own, and how you know.',
  },
  async (ctx, { contactId, identityId, reason }) => {
    const identity = (await listIdentities(ctx.tx, [contactId])).find(({ id }) => id === identityId)
    if (identity === undefined) throw new Refusal('identity_not_found')
    await lockIdentityValue(ctx.tx, identity.kind, identity.value)
    const contact = await lockContact(ctx.tx, contactId)
    const owner = await findVerifiedOwner(ctx.tx, identity.kind, identity.value)
    if (owner === contact.id) return { contactId }
    if (owner !== null) throw new Refusal('identity_taken', { contactId: owner })
    await upsertVerified(ctx.tx, contactId, identity.kind, identity.value, 'agent', ctx.now)
    if (identity.kind === 'email') await fileByAddress(ctx.tx, contactId, identity.value)
    record(ctx, contactUpdated, {
      stream: contactStream(contactId),
      by: ctx.actor,
      data: { contactId, changed: ['identities'] },
    })
    await audit(ctx, ctx.actor, 'identity.confirmed', `contact:${contactId}`, {
      identity: [null, identityId],
      reason: [null, reason],
    })
    return { contactId }
  },
)
