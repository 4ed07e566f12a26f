import type { Settler } from '../platform/commands/reaction.ts'
import { isOnlyMoved, type StoredInboxRow } from './inbox-row.ts'
import type { Ticket } from './model.ts'
import {
  type Delta,
  insertDeltas,
  insertUpdates,
  moveInboxRows,
  type NewUpdate,
  updateTickets,
  upsertInboxRows,
} from './queries.ts'
import type { Update } from './update.ts'
import { hasWork, workOf } from './work.ts'

/**
 * What lists are told after a commit: rows before and after (without one it was not, or is no more, in the inbox), and the
 * ticket after. Of another node's commit the row before is not known: it is null.
 */
export type InboxChange = {
  conversationId: number
  before: StoredInboxRow | null
  after: StoredInboxRow | null
  ticket: Ticket | null
}

export const settleTickets =
  (tell: (changes: InboxChange[]) => void): Settler =>
  async (ctx) => {
    if (!hasWork(ctx)) return
    const work = workOf(ctx)
    const changes = [...work.changedRows].flatMap((id): InboxChange[] => {
      const [before = null, after = null, ticket = null] = [
        work.rowsBefore.get(id),
        work.rows.get(id),
        work.tickets.get(id),
      ]
      return before === null && after === null ? [] : [{ conversationId: id, before, after, ticket }]
    })
    if (changes.length > 0) ctx.after.push(() => tell(changes))
    await Promise.all([
      updateTickets(
        ctx.tx,
        [...work.changedTickets].flatMap((id) => work.tickets.get(id) ?? []),
      ),
      insertUpdates(ctx.tx, work.updates.map(storedUpdate)),
      moveInboxRows(ctx.tx, rowsAfter(changes.filter(isMove))),
      upsertInboxRows(ctx.tx, rowsAfter(changes.filter((change) => !isMove(change)))),
      insertDeltas(ctx.tx, changes.flatMap(deltasOf)),
    ])
  }

/** Nearly every change is a message in a conversation that is listed already. */
const isMove = ({ before, after }: InboxChange): boolean =>
  before !== null && after !== null && isOnlyMoved(before, after)

const rowsAfter = (changes: readonly InboxChange[]): StoredInboxRow[] =>
  changes.flatMap(({ after }) => after ?? []).sort((a, b) => a.conversationId - b.conversationId)

const storedUpdate = ({ by, ...update }: Update): NewUpdate => ({ ...update, actorKind: by.kind, actorId: by.id })

const cellOf = (row: StoredInboxRow, n: number): Delta => ({
  brandId: row.brandId,
  groupId: row.groupId ?? 0,
  assigneeId: row.assigneeId ?? 0,
  status: row.status,
  n,
})

function deltasOf({ before, after }: InboxChange): Delta[] {
  if (before === null || after === null)
    return [...(before ? [cellOf(before, -1)] : []), ...(after ? [cellOf(after, 1)] : [])]
  const same =
    before.brandId === after.brandId &&
    before.groupId === after.groupId &&
    before.assigneeId === after.assigneeId &&
    before.status === after.status
  return same ? [] : [cellOf(before, -1), cellOf(after, 1)]
}
