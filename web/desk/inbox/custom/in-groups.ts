import type { InboxRow, ViewGrouping } from '../../../../server/tickets/contract.ts'

/** What rows are grouped by. */
export function groupValue(row: InboxRow, group: ViewGrouping): string | number | null {
  switch (group) {
    case 'channelId':
      return row.channel.id
    case 'type':
      return row.more?.type ?? null
    default:
      return row[group]
  }
}

/** The rows in their order, parted where the group changes. */
export function inGroups(rows: readonly InboxRow[], group: ViewGrouping | null): { id: string; rows: InboxRow[] }[] {
  const groups: { id: string; rows: InboxRow[] }[] = []
  for (const row of rows) {
    const id = group === null ? '' : String(groupValue(row, group))
    const last = groups.at(-1)
    if (last?.id === id) last.rows.push(row)
    else groups.push({ id, rows: [row] })
  }
  return groups
}
