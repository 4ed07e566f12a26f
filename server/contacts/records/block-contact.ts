import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { ContactRef } from '../contract.ts'
import { contactBlocked, contactStream, contactUnblocked } from '../events.ts'
import { mayBlockContacts } from '../policy.ts'
import { lockContact, updateContactRow } from '../queries/contacts.ts'

/** The contact can still read, but writes no more, from this moment, on all his devices [CT7]. */
export const blockContact = command(
  'contact.block',
  { input: ContactRef, may: mayBlockContacts, about: 'Take no more messages from a contact.' },
  async (ctx, { contactId }) => {
    await setBlocked(ctx, ctx.actor, contactId, true)
    return { contactId }
  },
)

export const unblockContact = command(
  'contact.unblock',
  { input: ContactRef, may: mayBlockContacts, about: 'Take messages from a contact again.' },
  async (ctx, { contactId }) => {
    await setBlocked(ctx, ctx.actor, contactId, false)
    return { contactId }
  },
)

/** Whether it changed anything. Who may is the caller's question. */
export async function setBlocked(ctx: Context, actor: Actor, contactId: number, blocked: boolean): Promise<boolean> {
  const contact = await lockContact(ctx.tx, contactId)
  if ((contact.blockedAt !== null) === blocked) return false
  await updateContactRow(ctx.tx, { ...contact, blockedAt: blocked ? ctx.now : null })
  const fact = blocked ? contactBlocked : contactUnblocked
  record(ctx, fact, { stream: contactStream(contactId), by: actor, data: { contactId } })
  await audit(ctx, actor, fact.type, `contact:${contactId}`)
  return true
}
