import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { SplitContact } from '../contract.ts'
import { contactSplit, contactStream } from '../events.ts'
import { unfill } from '../model.ts'
import { mayMergeContacts } from '../policy.ts'
import { findContact, lockContact, setMergedInto, updateContactRow } from '../queries/contacts.ts'
import { findExternalId, moveIdentities, restoreDropped } from '../queries/identities.ts'
import { endMerge, lockMerge } from '../queries/merges.ts'
import { moveSignedIn, moveVisitorsBack } from '../queries/visitors.ts'

/** Takes a merge back: what it moved goes back, as far as it is still there; what came later stays [CT6]. */
export const splitContact = command(
  'contact.split',
  { input: SplitContact, may: mayMergeContacts, about: 'Take a merge of two contacts back.' },
  async (ctx, { contactId, mergedId }) => {
    const contact = await lockContact(ctx.tx, contactId)
    const merged = await findContact(ctx.tx, mergedId)
    const merge = await lockMerge(ctx.tx, mergedId, contactId)
    if (merge === null || merged?.mergedInto !== contactId) throw new Refusal('not_merged')
    await moveIdentities(ctx.tx, merge.identityIds, contactId, mergedId)
    await restoreDropped(ctx.tx, merge.dropped, ctx.now)
    await moveVisitorsBack(ctx.tx, merge.visitorIds, contactId, mergedId)
    if ((await findExternalId(ctx.tx, mergedId)) !== null) await moveSignedIn(ctx.tx, contactId, mergedId)
    await updateContactRow(ctx.tx, unfill(contact, merge.filled))
    await setMergedInto(ctx.tx, mergedId, null, null)
    await endMerge(ctx.tx, merge.id, ctx.now)
    const data = { mergeId: merge.id, from: contactId, into: mergedId }
    for (const id of [contactId, mergedId])
      record(ctx, contactSplit, { stream: contactStream(id), by: ctx.actor, data })
    await audit(ctx, ctx.actor, 'contact.split', `contact:${contactId}`, { from: [null, mergedId] })
    return { contactId: mergedId }
  },
)
