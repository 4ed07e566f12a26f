import { findGroup } from '../../identity/index.ts'
import type { Tx } from '../../platform/db.ts'
import type { EventView } from '../../platform/protocol.ts'
import { isRecord } from './pure/narrow.ts'

/** Learns the names of the groups that these events speak of; a deleted one keeps its number. */
export async function namesIn(tx: Tx, events: readonly EventView[], known: Map<number, string>): Promise<void> {
  for (const id of new Set(events.flatMap(groupsIn))) {
    if (known.has(id)) continue
    const group = await findGroup(tx, id)
    if (group !== null) known.set(id, group.name)
  }
}

function groupsIn({ data }: EventView): number[] {
  const change = isRecord(data.changes) ? data.changes.groupId : undefined
  return [data.groupId, Array.isArray(change) ? change[1] : undefined].filter((id) => typeof id === 'number')
}
