import { type Context, record } from '../platform/commands/context.ts'
import { system } from '../platform/pure/actor.ts'
import { contactPurged, contactStream } from './events.ts'
import { deleteUnknown, purgeHidden } from './queries/purge.ts'

const AT_ONCE = 500

/**
 * Housekeeping, to be called with "30 days ago" until it gives 0 [CT9]: empties contacts hidden before that for good (the
 * event lets others do their part), and drops browsers that never wrote and did not come back.
 */
export async function purgeContacts(ctx: Context, before: Date): Promise<number> {
  const purged = await purgeHidden(ctx.tx, before, ctx.now, AT_ONCE)
  for (const contactId of purged)
    record(ctx, contactPurged, { stream: contactStream(contactId), by: system, data: { contactId } })
  return purged.length + (await deleteUnknown(ctx.tx, before, AT_ONCE))
}
