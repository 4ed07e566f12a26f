import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { ContactRef } from '../contract.ts'
import { contactBlocked, contactStream, contactUnblocked } from '../events.ts'
import { mayBlockContacts } from '../policy.ts'
import { lockContact, updateContactRow } from '../queries/contacts.ts'

/** The contact can still read, but writes no more, from this moment, on all his devices [CT7]. */
export const blockContact = command(
  'contact.block',
  { input: ContactRef, may: mayBlockContacts, about: 'Take no more messages from a contact.' },
  async (ctx, { contactId }) => {
    const contact = await lockContact(ctx.tx, contactId)
    if (contact.blockedAt !== null) return { contactId }
    await updateContactRow(ctx.tx, { ...contact, blockedAt: ctx.now })
    record(ctx, contactBlocked, { stream: contactStream(contactId), by: ctx.actor, data: { contactId } })
    await audit(ctx, ctx.actor, 'contact.blocked', `contact:${contactId}`)
    return { contactId }
  },
)

export const unblockContact = command(
  'contact.unblock',
  { input: ContactRef, may: mayBlockContacts, about: 'Take messages from a contact again.' },
  async (ctx, { contactId }) => {
    const contact = await lockContact(ctx.tx, contactId)
    if (contact.blockedAt === null) return { contactId }
    await updateContactRow(ctx.tx, { ...contact, blockedAt: null })
    record(ctx, contactUnblocked, { stream: contactStream(contactId), by: ctx.actor, data: { contactId } })
    await audit(ctx, ctx.actor, 'contact.unblocked', `contact:${contactId}`)
    return { contactId }
  },
)
