import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import { conditionsSql, isExact } from '../../platform/conditions/conditions-sql.ts'
import type { Database, Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { stateReading } from '../fields.ts'
import type { StoredInboxRow } from '../inbox-row.ts'
import type { Ticket } from '../model.ts'
import { INBOX_COLUMNS, listTickets } from '../queries.ts'
import { type Scoped, scopeSql } from '../scope.ts'
import { type AskedView, asksForStatus, membersOf } from './compile-view.ts'
import type { ViewGrouping, ViewSorting } from './contract.ts'

/** What SQL cannot ask is asked of so many candidates. */
const MOST_SIEVED = 5_000
/** A view whose list takes longer is refused, not waited for. */
const LONGEST_MS = 2_000

/** Reads within a time no view may exceed [VI4]. */
export async function bounded<T>(db: Pick<Database, 'transaction'>, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction((tx) => boundedIn(tx, read))
}

/** The same in a transaction under way: what comes after is bound too. */
export async function boundedIn<T>(tx: Tx, read: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    await tx.run(sql`select set_config('statement_timeout', ${String(LONGEST_MS)}, true)`)
    return await read(tx)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014') throw new Refusal('view_too_slow')
    throw error
  }
}

/** Which tickets a view shows, over `inbox i join tickets t`; the twin of `membersOf` (law 7). */
export function viewSql({ conditions, fields }: AskedView): Sql {
  return join(
    [
      sql`t.deleted_at is null`,
      ...(asksForStatus(conditions) ? [] : [sql`i.status <> 'closed'`]),
      ...tagHints(conditions.all),
      conditionsSql(conditions, fields, stateReading()),
    ],
    ' and ',
  )
}

/** The same as the conditions themselves, in the words of the index. */
const tagHints = (all: AskedView['conditions']['all']): Sql[] =>
  all.flatMap(({ field, operator, value }): Sql[] => {
    if (field !== 'tags' || !Array.isArray(value)) return []
    if (operator === 'contains_any') return [sql`t.tags && ${value.map(String)}::text[]`]
    return operator === 'contains_all' ? [sql`t.tags @> ${value.map(String)}::text[]`] : []
  })

const FROM = sql`inbox i join tickets t on t.conversation_id = i.conversation_id`

/** A piece of a view in the actor's scope, in its order. */
export async function listOfView(
  tx: Tx,
  actor: Actor,
  asked: AskedView,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredInboxRow[]> {
  const read = (piece: Sql, which: Sql = empty, order = orderSql(asked)) =>
    tx.rows<StoredInboxRow>(
      sql`select ${raw(INBOX_COLUMNS)} from ${FROM} where ${viewSql(asked)} and ${scopeSql(actor)} ${which} ${order} ${piece}`,
    )
  const first = async (n: number): Promise<StoredInboxRow[]> => {
    if (asked.sort.by !== 'sla' || asked.group !== null) return read(sql`limit ${n}`)
    // What has a target is few among many, and an index has it in its order; what has none follows.
    const pressing = await read(sql`limit ${n}`, sql`and ${SLA_AT} is not null`, pressingFirst(asked.sort.direction))
    const left = n - pressing.length
    return left === 0 ? pressing : [...pressing, ...(await read(sql`limit ${left}`, sql`and ${SLA_AT} is null`))]
  }
  if (isExact(asked.conditions, asked.fields, stateReading())) {
    if (asked.sort.by !== 'sla') return read(sql`limit ${limit} offset ${offset}`)
    return (await first(offset + limit)).slice(offset)
  }
  return (await sieved(tx, asked, await first(MOST_SIEVED))).slice(offset, offset + limit)
}

export type Member = Scoped & { conversationId: number }

/** Whose tickets a view has, whatever the scope: at most so many, in no order. */
export async function listMembers(tx: Tx, asked: AskedView, limit: number): Promise<Member[]> {
  const isSieved = !isExact(asked.conditions, asked.fields, stateReading())
  const rows = await tx.rows<StoredInboxRow>(
    sql`select ${raw(INBOX_COLUMNS)} from ${FROM} where ${viewSql(asked)} limit ${isSieved ? MOST_SIEVED : limit}`,
  )
  const members = isSieved ? await sieved(tx, asked, rows) : rows
  return members.map(({ conversationId, brandId, groupId, assigneeId }) => ({
    conversationId,
    brandId,
    groupId,
    assigneeId,
  }))
}

/** How many there are in the actor's scope, counted up to a limit. */
export async function countOfView(tx: Tx, actor: Actor, asked: AskedView, limit: number): Promise<number> {
  if (!isExact(asked.conditions, asked.fields, stateReading()))
    return (await listOfView(tx, actor, asked, { limit, offset: 0 })).length
  const { n } = await tx.row<{ n: number }>(
    sql`select count(*)::int as n from (select from ${FROM} where ${viewSql(asked)} and ${scopeSql(actor)} limit ${limit}) as found`,
  )
  return n
}

async function sieved(tx: Tx, asked: AskedView, rows: StoredInboxRow[]): Promise<StoredInboxRow[]> {
  const isMember = membersOf(asked)
  const tickets = new Map<number, Ticket>(
    (
      await listTickets(
        tx,
        rows.map((row) => row.conversationId),
      )
    ).map((ticket) => [ticket.conversationId, ticket]),
  )
  return rows.filter((row) => {
    const ticket = tickets.get(row.conversationId)
    return ticket !== undefined && isMember(ticket, row)
  })
}

const placeIn = (values: readonly string[], at: Sql): Sql => sql`array_position(${[...values]}::text[], ${at})`
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed']
const PRIORITIES = ['low', 'normal', 'high', 'urgent']

const GROUPS: Readonly<Record<ViewGrouping, Sql>> = {
  status: placeIn(STATUSES, sql`i.status`),
  // The most urgent first.
  priority: sql`-${placeIn(PRIORITIES, sql`i.priority`)}`,
  type: sql`t.type`,
  groupId: sql`(select lower(name) from groups where id = i.group_id)`,
  assigneeId: sql`(select lower(name) from users where id = i.assignee_id)`,
  channelId: sql`(select lower(name) from channels where id = i.channel_id)`,
  brandId: sql`(select lower(name) from brands where id = i.brand_id)`,
}
/** People, channels … of one name are still groups of their own. */
const APART: Partial<Readonly<Record<ViewGrouping, Sql>>> = {
  groupId: sql`i.group_id`,
  assigneeId: sql`i.assignee_id`,
  channelId: sql`i.channel_id`,
  brandId: sql`i.brand_id`,
}
/** What was missed first, then what will be: both are instants. In the words of the index `inbox_sla`. */
const SLA_AT = sql`coalesce(i.sla->>'breachedAt', i.sla->>'dueAt')`
const SLA = sql`(${SLA_AT}) collate "C"`
const pressingFirst = (direction: AskedView['sort']['direction']): Sql =>
  sql`order by ${SLA} ${raw(direction === 'asc' ? 'asc' : 'desc')}, i.sorted_at desc, i.conversation_id desc`
const SORTS: Readonly<Record<ViewSorting, Sql>> = {
  activityAt: sql`i.sorted_at`,
  createdAt: sql`t.id`,
  updatedAt: sql`t.updated_at`,
  waitingSince: sql`i.waiting_since`,
  dueAt: sql`t.due_at`,
  sla: SLA,
  priority: placeIn(PRIORITIES, sql`i.priority`),
  status: placeIn(STATUSES, sql`i.status`),
  subject: sql`lower(i.subject)`,
}

/** What has nothing to sort by comes last either way; of equals the one that moved last comes first. */
function orderSql({ group, sort }: AskedView): Sql {
  const direction = raw(sort.direction === 'asc' ? 'asc' : 'desc')
  const apart = group === null ? undefined : APART[group]
  const groups = group === null ? [] : [sql`${GROUPS[group]} nulls last`, ...(apart === undefined ? [] : [apart])]
  // Never nothing, and in the words of the inbox's indexes.
  const nulls = sort.by === 'activityAt' ? empty : sql`nulls last`
  const keys = [...groups, sql`${SORTS[sort.by]} ${direction} ${nulls}`]
  if (sort.by !== 'activityAt') keys.push(sql`i.sorted_at desc`)
  keys.push(sort.by === 'activityAt' ? sql`i.conversation_id ${direction}` : sql`i.conversation_id desc`)
  return sql`order by ${join(keys)}`
}
