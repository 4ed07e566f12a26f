import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { MergeContacts } from '../contract.ts'
import { mayMergeContacts } from '../policy.ts'
import { lockContacts } from '../queries/contacts.ts'
import { findExternalId } from '../queries/identities.ts'
import { merge } from './merge.ts'

/** An agent has found two records of one person. Two people whom their site knows apart stay two [CT5]. */
export const mergeContacts = command(
  'contact.merge',
  { input: MergeContacts, may: mayMergeContacts, about: 'Make two records of one person one; can be split again.' },
  async (ctx, input) => {
    if (input.from === input.into) throw new Refusal('merge_same')
    const [from, into] = await lockContacts(ctx.tx, [input.from, input.into])
    if (from === undefined || into === undefined) throw new Refusal('contact_not_found')
    const [one, other] = [await findExternalId(ctx.tx, from.id), await findExternalId(ctx.tx, into.id)]
    if (one !== null && other !== null) throw new Refusal('merge_both_signed_in')
    await merge(ctx, ctx.actor, { from, into, reason: 'agent' })
    await audit(ctx, ctx.actor, 'contact.merged', `contact:${into.id}`, { from: [from.id, null] })
    return { contactId: into.id }
  },
)
