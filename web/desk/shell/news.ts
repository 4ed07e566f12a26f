import type { InboxRow } from '../../../server/tickets/contract.ts'

/** Rows with a customer message that was not there before: in `mine` any new one, in `unassigned` a new conversation. */
export function newsIn(
  view: 'mine' | 'unassigned',
  before: readonly InboxRow[],
  after: readonly InboxRow[],
): InboxRow[] {
  const known = new Map(before.map((row) => [row.conversationId, row]))
  return after.filter((row) => {
    const old = known.get(row.conversationId)
    if (row.previewBy !== 'contact') return false
    return old ? view === 'mine' && row.unread > old.unread : row.unread > 0
  })
}
