import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { VisitorActor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { VisitorDetails } from '../contract.ts'
import { contactStream, contactUpdated } from '../events.ts'
import { type Contact, MOST_IDENTITIES, normalised } from '../model.ts'
import { isVisitor } from '../policy.ts'
import { lockContact, updateContactRow } from '../queries/contacts.ts'
import { countIdentities, insertClaimed } from '../queries/identities.ts'

export const visitorDetails = command(
  'visitor.details',
  { input: VisitorDetails, may: isVisitor, about: 'Say your name and address; they are marked as claimed.' },
  async (ctx, details) => {
    if (isVisitor(ctx.actor)) await claimDetails(ctx, ctx.actor, details)
    return null
  },
)

/** What a visitor types about himself: claimed. It verifies nothing, merges nothing, shows nothing of others [CT2]. */
export async function claimDetails(ctx: Context, actor: VisitorActor, details: VisitorDetails): Promise<void> {
  const name = details.name?.trim() || null
  const email = addressOf(details)
  if (name === null && email === null) return
  const contact = await lockContact(ctx.tx, actor.contactId)
  if (contact.blockedAt !== null) throw new Refusal('contact_blocked')
  const changed = [...(await claimName(ctx, actor, contact, name)), ...(await claimAddress(ctx, contact, email))]
  if (changed.length > 0)
    record(ctx, contactUpdated, {
      stream: contactStream(contact.id),
      by: actor,
      data: { contactId: contact.id, changed },
    })
}

function addressOf({ email }: VisitorDetails): string | null {
  if (!email?.trim()) return null
  const address = normalised('email', email)
  if (address === null) throw new Refusal('identity_invalid', { field: 'email' })
  return address
}

/** The name his own site signed is not typed over. */
async function claimName(ctx: Context, actor: VisitorActor, contact: Contact, name: string | null): Promise<string[]> {
  if (name === null || name === contact.name || (actor.signedIn && contact.name !== null)) return []
  await updateContactRow(ctx.tx, { ...contact, name: name.slice(0, 120) })
  return ['name']
}

async function claimAddress(ctx: Context, contact: Contact, email: string | null): Promise<string[]> {
  if (email === null || (await countIdentities(ctx.tx, contact.id)) >= MOST_IDENTITIES) return []
  return (await insertClaimed(ctx.tx, contact.id, 'email', email, ctx.now)) ? ['identities'] : []
}
