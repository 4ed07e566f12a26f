import { forgetNotificationsOf, forgetQuotes } from '../identity/index.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { dropMails } from '../platform/mail/queries.ts'
import { system } from '../platform/pure/actor.ts'
import { conversationPurged } from './events.ts'
import { streamOf } from './model.ts'
import { emptyConversationRows, lockHidden, lockOfContacts } from './queries-purge.ts'

const AT_ONCE = 100

/** Housekeeping, to be called with "30 days ago" until it gives 0: empties conversations hidden before that for good. */
export async function purgeConversations(ctx: Context, before: Date): Promise<number> {
  const ids = await lockHidden(ctx.tx, before, AT_ONCE)
  await empty(ctx, ids)
  return ids.length
}

/** The same, at once, for some that are locked. */
export const purgeNow = (ctx: Context, ids: readonly number[]): Promise<void> => empty(ctx, ids)

/** Nothing of a contact that is purged stays in what was said with him. */
export const purgeWithContact: Reaction = {
  on: 'contact.purged',
  name: 'conversations: go with the purged contact',
  async react(ctx, events) {
    const contactIds = events.map(({ data }) => Number(data.contactId))
    await empty(ctx, await lockOfContacts(ctx.tx, contactIds))
  },
}

/** The bytes of files without a row are swept from the disk by housekeeping. */
async function empty(ctx: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await dropMails(ctx.tx, { conversationIds: ids })
  await forgetQuotes(ctx, await emptyConversationRows(ctx.tx, ids, ctx.now))
  await forgetNotificationsOf(ctx, ids)
  for (const id of ids)
    record(ctx, conversationPurged, { stream: streamOf(id), by: system, data: { conversationId: id } })
}
