import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { contactBlocked, contactMerged, contactStream } from '../events.ts'
import { type Contact, planMerge } from '../model.ts'
import { setMergedInto, updateContactRow } from '../queries/contacts.ts'
import { deleteIdentities, listIdentities, moveIdentities } from '../queries/identities.ts'
import { insertMerge } from '../queries/merges.ts'
import { moveVisitors } from '../queries/visitors.ts'

type Merge = { from: Contact; into: Contact; reason: 'login' | 'agent' }

/**
 * Two records of one person become one [CT5]. Identities and browsers move here; conversations and tickets move by the
 * event, in the same transaction. What moved is kept, so that it can be split. Both are locked by the caller.
 */
export async function merge(ctx: Context, by: Actor, { from, into, reason }: Merge): Promise<Contact> {
  const plan = planMerge(from, into, await listIdentities(ctx.tx, [from.id, into.id]))
  await deleteIdentities(ctx.tx, plan.deleted)
  await moveIdentities(ctx.tx, plan.moved, from.id, into.id)
  const visitorIds = await moveVisitors(ctx.tx, from.id, into.id)
  const { blockedAt, ...filled } = plan.filled.after
  const merged = {
    ...into,
    ...filled,
    organizationId: filled.organizationId ?? null,
    blockedAt: blockedAt === null ? null : new Date(blockedAt),
    known: into.known || from.known,
  }
  await updateContactRow(ctx.tx, merged)
  await setMergedInto(ctx.tx, from.id, into.id, ctx.now)
  const mergeId = await insertMerge(ctx.tx, {
    from: from.id,
    into: into.id,
    reason,
    userId: by.kind === 'user' ? by.userId : null,
    at: ctx.now,
    identityIds: plan.moved,
    visitorIds,
    dropped: plan.dropped,
    filled: plan.filled,
  })
  for (const id of [from.id, into.id])
    record(ctx, contactMerged, {
      stream: contactStream(id),
      by,
      data: { mergeId, from: from.id, into: into.id, reason },
    })
  if (into.blockedAt === null && merged.blockedAt !== null)
    record(ctx, contactBlocked, { stream: contactStream(into.id), by, data: { contactId: into.id } })
  return merged
}
