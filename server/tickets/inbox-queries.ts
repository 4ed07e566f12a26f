import sql, { type Sql, raw } from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { ViewKey } from './contract.ts'
import type { StoredInboxRow } from './inbox-row.ts'
import { INBOX_COLUMNS } from './queries.ts'
import { scopeSql } from './scope.ts'
import { viewSql } from './standard-views.ts'

/** Where a page ended: the sort key of its last row. */
export type Cursor = { sortedAt: Date; conversationId: number }

/** Rows of a view in the actor's scope, newest activity first. */
export function listInbox(
  tx: Tx,
  actor: Actor,
  view: ViewKey,
  limit: number,
  after: Cursor | null,
): Promise<StoredInboxRow[]> {
  const from: Sql =
    after === null ? sql`` : sql`and (i.sorted_at, i.conversation_id) < (${after.sortedAt}, ${after.conversationId})`
  return tx.rows<StoredInboxRow>(
    sql`select ${raw(INBOX_COLUMNS)} from inbox i where ${viewSql(view, actor)} and ${scopeSql(actor)} ${from}
        order by i.sorted_at desc, i.conversation_id desc limit ${limit}`,
  )
}

/** Conversations of these contacts in scope, newest first. */
export const listInboxOfContacts = (
  tx: Tx,
  actor: Actor,
  contactIds: readonly number[],
  limit: number,
): Promise<StoredInboxRow[]> =>
  tx.rows<StoredInboxRow>(
    sql`select ${raw(INBOX_COLUMNS)} from conversations c join inbox i on i.conversation_id = c.id
        where c.contact_id = any(${[...contactIds]}::bigint[]) and ${scopeSql(actor)} order by i.sorted_at desc, i.conversation_id desc limit ${limit}`,
  )

export const findInboxByTicket = (tx: Tx, actor: Actor, ticketId: number): Promise<StoredInboxRow | null> =>
  tx.maybe<StoredInboxRow>(
    sql`select ${raw(INBOX_COLUMNS)} from tickets t join inbox i on i.conversation_id = t.conversation_id where t.id = ${ticketId} and ${scopeSql(actor)}`,
  )

/** Which of these conversations the actor's scope reaches. */
export const listReached = (tx: Tx, actor: Actor, conversationIds: readonly number[]): Promise<{ id: number }[]> =>
  tx.rows(
    sql`select i.conversation_id as id from inbox i where i.conversation_id = any(${[...conversationIds]}::bigint[]) and ${scopeSql(actor)}`,
  )

export type Cell = { brandId: number; groupId: number; assigneeId: number; status: StoredInboxRow['status']; n: number }

/** The cube as it stands: what is folded and what is not yet, in one snapshot. */
export const readCounts = (tx: Tx): Promise<Cell[]> =>
  tx.rows<Cell>({
    name: 'counts.read',
    text: `select brand_id as "brandId", group_id as "groupId", assignee_id as "assigneeId", status, sum(n)::int as n
           from (select brand_id, group_id, assignee_id, status, n from inbox_counts
                 union all select brand_id, group_id, assignee_id, status, n from inbox_count_deltas) c
           group by 1, 2, 3, 4`,
    values: [],
  })

/** Folds the deltas into the cube; several nodes may do it, each takes what it finds. */
export const foldCounts = (tx: Tx): Promise<number> =>
  tx.run({
    name: 'counts.fold',
    text: `with taken as (
             delete from inbox_count_deltas where id in (select id from inbox_count_deltas order by id limit 5000 for update skip locked)
             returning brand_id, group_id, assignee_id, status, n
           )
           insert into inbox_counts as c (brand_id, group_id, assignee_id, status, n)
           select brand_id, group_id, assignee_id, status, sum(n) from taken group by 1, 2, 3, 4 order by 4, 1, 2, 3
           on conflict (status, brand_id, group_id, assignee_id) do update set n = c.n + excluded.n`,
    values: [],
  })

/** The truth, counted anew; what the background check compares the cube with. */
export const recount = (tx: Tx): Promise<Cell[]> =>
  tx.rows<Cell>({
    name: 'counts.recount',
    text: `select brand_id as "brandId", coalesce(group_id, 0) as "groupId", coalesce(assignee_id, 0) as "assigneeId", status, count(*)::int as n
           from inbox group by 1, 2, 3, 4`,
    values: [],
  })
