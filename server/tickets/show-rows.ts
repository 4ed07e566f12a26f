import { listContactBriefs } from '../contacts/index.ts'
import type { Tx } from '../platform/db.ts'
import type { InboxRow } from './contract.ts'
import type { StoredInboxRow } from './inbox-row.ts'
import { slaMark } from './sla/stored.ts'

/** What rows need from elsewhere in the process. */
export type Around = {
  isOnline(contactId: number): boolean
  channelOf(channelId: number): { id: number; kind: string; name: string }
}

/** Stored rows as the desk shows them: one query for all contacts of the page. */
export async function showRows(tx: Tx, around: Around, rows: readonly StoredInboxRow[]): Promise<InboxRow[]> {
  if (rows.length === 0) return []
  const contacts = new Map(
    (await listContactBriefs(tx, [...new Set(rows.map((row) => row.contactId))])).map((contact) => [
      contact.id,
      contact,
    ]),
  )
  return rows.map((row) => {
    const contact = contacts.get(row.contactId)
    return {
      conversationId: row.conversationId,
      ticketId: row.ticketId,
      status: row.status,
      statusId: row.statusId,
      subject: row.subject,
      contact: {
        id: row.contactId,
        name: contact?.name ?? null,
        photo: null,
        email: contact?.email ?? null,
        verified: contact?.verified ?? false,
        online: around.isOnline(row.contactId),
      },
      channel: around.channelOf(row.channelId),
      brandId: row.brandId,
      groupId: row.groupId,
      assigneeId: row.assigneeId,
      priority: row.priority,
      preview: row.preview,
      previewBy: row.previewBy,
      activityAt: row.activityAt.toISOString(),
      waitingSince: row.waitingSince?.toISOString() ?? null,
      unread: row.unread,
      session: row.session,
      snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
      locale: row.locale,
      sla: slaMark(row.sla),
    }
  })
}
