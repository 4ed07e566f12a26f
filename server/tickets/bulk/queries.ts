import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Changes } from '../contract.ts'
import type { BulkRefusal, BulkState, BulkWhat, Outcome } from './contract.ts'

export type StoredBulk = {
  id: number
  userId: number
  what: BulkWhat
  state: BulkState
  finishedAt: Date | null
}
const BULK = sql`id, user_id as "userId", what, state, finished_at as "finishedAt"`

export async function insertBulk(
  tx: Tx,
  { userId, what, conversationIds, at }: Pick<StoredBulk, 'userId' | 'what'> & { conversationIds: number[]; at: Date },
): Promise<number> {
  const { id } = await tx.row<{ id: number }>(sql`
    insert into bulk_edits (user_id, what, state, created_at, touched_at)
    values (${userId}, ${JSON.stringify(what)}::jsonb, 'running', ${at}, ${at}) returning id`)
  await tx.run(sql`
    insert into bulk_edit_items (bulk_edit_id, conversation_id)
    select distinct ${id}::bigint, unnest(${conversationIds}::bigint[])`)
  return id
}

export const findBulk = (tx: Tx, id: number): Promise<StoredBulk | null> =>
  tx.maybe<StoredBulk>(sql`select ${BULK} from bulk_edits where id = ${id}`)
/** The last one somebody started, if that is not long ago. */
export const findLastBulk = (tx: Tx, userId: number, since: Date): Promise<StoredBulk | null> =>
  tx.maybe<StoredBulk>(
    sql`select ${BULK} from bulk_edits where user_id = ${userId} and created_at >= ${since} order by id desc limit 1`,
  )
export const lockBulk = (tx: Tx, id: number): Promise<StoredBulk | null> =>
  tx.maybe<StoredBulk>(sql`select ${BULK} from bulk_edits where id = ${id} for update`)

export const updateBulk = (
  tx: Tx,
  id: number,
  { state, finishedAt, at }: Pick<StoredBulk, 'state' | 'finishedAt'> & { at: Date },
): Promise<number> =>
  tx.run(sql`update bulk_edits set state = ${state}, finished_at = ${finishedAt}, touched_at = ${at} where id = ${id}`)

export const touchBulk = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update bulk_edits set touched_at = ${at} where id = ${id}`)

/** Under way, and not gone on since then: whoever worked on them is gone. */
export const listStrayBulks = async (tx: Tx, since: Date): Promise<number[]> =>
  (
    await tx.rows<{
      id: number
    }>(sql`select id from bulk_edits where state in ('running', 'undoing') and touched_at < ${since}
                                      order by touched_at limit 100`)
  ).map(({ id }) => id)

export type Item = { conversationId: number; changes: Changes | null }

/** The next tickets of a bulk edit that still stand as `state`. */
export const listItems = (tx: Tx, id: number, state: 'waiting' | 'done', limit: number): Promise<Item[]> =>
  tx.rows<Item>(sql`
    select conversation_id as "conversationId", changes from bulk_edit_items
    where bulk_edit_id = ${id} and state = ${state} order by conversation_id limit ${limit}`)

export async function updateItems(tx: Tx, id: number, outcomes: ReadonlyMap<number, Outcome>): Promise<void> {
  const rows = [...outcomes].map(([conversationId, outcome]) => ({
    conversationId,
    state: outcome.state,
    changes: 'changes' in outcome ? outcome.changes : null,
    code: 'code' in outcome ? outcome.code : null,
    details: 'details' in outcome ? outcome.details : null,
  }))
  await tx.run(sql`
    update bulk_edit_items i set state = n.state, changes = coalesce(n.changes, i.changes), code = n.code, details = n.details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n("conversationId" bigint, state text, changes jsonb, code text, details jsonb)
    where i.bulk_edit_id = ${id} and i.conversation_id = n."conversationId"`)
}

export type Tally = { total: number; done: number; refused: number; undone: number; kept: number }
export const countItems = (tx: Tx, id: number): Promise<Tally> =>
  tx.row<Tally>(sql`
    select count(*)::int as total, (count(*) filter (where state in ('done', 'undone', 'kept')))::int as done,
      (count(*) filter (where state = 'refused'))::int as refused, (count(*) filter (where state = 'undone'))::int as undone,
      (count(*) filter (where state = 'kept'))::int as kept
    from bulk_edit_items where bulk_edit_id = ${id}`)

export const listRefusals = (tx: Tx, id: number): Promise<BulkRefusal[]> =>
  tx.rows<BulkRefusal>(sql`
    select i.conversation_id as "conversationId", i.code, coalesce(i.details, '{}') as details,
      case when t.id is not null then jsonb_build_object('id', t.id, 'subject', t.subject) end as ticket
    from bulk_edit_items i left join tickets t on t.conversation_id = i.conversation_id and i.code <> 'conversation_not_found'
    where i.bulk_edit_id = ${id} and i.state = 'refused' order by i.conversation_id`)

/** Housekeeping. */
export const deleteBulkEdits = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from bulk_edits where created_at < ${before}`)

/** Nothing of a purged conversation stays here. */
export const forgetItems = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(sql`update bulk_edit_items set changes = null, state = case when state = 'done' then 'kept' else state end
             where conversation_id = any(${[...conversationIds]}::bigint[])`)
