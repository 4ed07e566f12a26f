import type { InboxRow } from '../../../server/tickets/contract.ts'

type Rows = { rows: readonly InboxRow[]; hasMore: boolean }

/**
 * Rows with a customer message that was not there before: in `mine` any new one, in `unassigned` a new conversation.
 * What only came into sight by scrolling lies below what was known, and is no news. Pure.
 */
export function newsIn(view: 'mine' | 'unassigned', before: Rows, after: Rows): InboxRow[] {
  const known = new Map(before.rows.map((row) => [row.conversationId, row]))
  const lowest = before.hasMore ? (before.rows.at(-1)?.activityAt ?? '') : ''
  return after.rows.filter((row) => {
    const old = known.get(row.conversationId)
    if (row.previewBy !== 'contact') return false
    return old ? view === 'mine' && row.unread > old.unread : row.unread > 0 && row.activityAt > lowest
  })
}
