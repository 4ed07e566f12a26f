import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Changes } from '../tickets/contract.ts'
import type { RuleKind, RuleVersionView } from './contract.ts'

export type Rule = {
  id: number
  kind: RuleKind
  title: string
  category: string
  position: number
  active: boolean
  definition: unknown
  version: number
  failedAt: Date | null
  failure: string | null
  updatedAt: Date
  updatedBy: number | null
  /** Macros only: one person's own; for these groups. */
  ownerId: number | null
  groupIds: number[]
}

export const RULE = sql`id, kind, title, category, position, active, definition, version, failed_at as "failedAt", failure,
  updated_at as "updatedAt", updated_by as "updatedBy", owner_id as "ownerId", group_ids as "groupIds"`

/** In the order they run; without what is somebody's own. */
export const listRules = (tx: Tx, kind: RuleKind): Promise<Rule[]> =>
  tx.rows<Rule>(
    sql`select ${RULE} from rules where kind = ${kind} and owner_id is null and deleted_at is null order by position, id`,
  )

export const findRule = (tx: Tx, id: number): Promise<Rule | null> =>
  tx.maybe<Rule>(sql`select ${RULE} from rules where id = ${id} and deleted_at is null`)

export const lockRule = (tx: Tx, id: number): Promise<Rule | null> =>
  tx.maybe<Rule>(sql`select ${RULE} from rules where id = ${id} and deleted_at is null for update`)

type Saved = Pick<Rule, 'kind' | 'title' | 'category' | 'active' | 'definition'>

export async function insertRule(tx: Tx, rule: Saved, by: { authorId: number | null; at: Date }): Promise<number> {
  const { id } = await tx.row<{ id: number }>(
    sql`insert into rules (kind, title, category, position, active, definition, created_at, updated_at, updated_by)
        values (${rule.kind}, ${rule.title}, ${rule.category},
                (select coalesce(max(position), 0) + 1 from rules where kind = ${rule.kind} and deleted_at is null),
                ${rule.active}, ${JSON.stringify(rule.definition)}, ${by.at}, ${by.at}, ${by.authorId})
        returning id`,
  )
  await insertVersion(tx, id, by)
  return id
}

export async function updateRule(
  tx: Tx,
  id: number,
  rule: Omit<Saved, 'kind'>,
  by: { authorId: number | null; at: Date },
): Promise<void> {
  await tx.run(
    sql`update rules set title = ${rule.title}, category = ${rule.category}, active = ${rule.active},
          definition = ${JSON.stringify(rule.definition)}, version = version + 1, updated_at = ${by.at}, updated_by = ${by.authorId},
          failed_at = null, failure = null
        where id = ${id}`,
  )
  await insertVersion(tx, id, by)
}

const insertVersion = (tx: Tx, id: number, by: { authorId: number | null; at: Date }): Promise<number> =>
  tx.run(
    sql`insert into rule_versions (rule_id, version, title, category, active, definition, author_id, at)
        select id, version, title, category, active, definition, ${by.authorId}::bigint, ${by.at} from rules where id = ${id}`,
  )

export const hideRule = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update rules set deleted_at = ${at}, active = false where id = ${id}`)

/** Rules that give tickets these opening hours. */
export const countSettingSchedule = async (tx: Tx, scheduleId: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from rules
          where deleted_at is null and definition->'actions' @> ${JSON.stringify([{ do: 'set_schedule', scheduleId }])}::jsonb`,
    )
  ).n

/** Switched off by the system; not a version of its own: who edits it decides anew. */
export const switchOff = (tx: Tx, id: number, at: Date, failure: string): Promise<number> =>
  tx.run(
    sql`update rules set active = false, failed_at = ${at}, failure = ${failure.slice(0, 500)}
        where id = ${id} and active and deleted_at is null`,
  )

export const orderRules = (tx: Tx, rules: readonly { id: number; category: string }[]): Promise<number> =>
  tx.run(
    sql`update rules r set position = n.position, category = n.category
        from unnest(${rules.map(({ id }) => id)}::bigint[], ${rules.map(({ category }) => category)}::text[])
          with ordinality as n(id, category, position)
        where r.id = n.id and (r.position, r.category) is distinct from (n.position::int, n.category)`,
  )

export const listVersions = (tx: Tx, id: number): Promise<(Omit<RuleVersionView, 'at'> & { at: Date })[]> =>
  tx.rows(
    sql`select version, title, category, active, definition, author_id as "authorId", at from rule_versions
        where rule_id = ${id} order by version desc limit 200`,
  )

export type NewFiring = {
  ruleId: number
  version: number
  ticketId: number
  changes: Changes
  did: readonly string[]
  failure: string | null
}
export const insertFirings = (tx: Tx, at: Date, firings: readonly NewFiring[]): Promise<number> =>
  tx.run({
    name: 'rule_firings.insert',
    text: `insert into rule_firings (rule_id, version, ticket_id, at, changes, did, failure)
           select rule_id, version, ticket_id, $7::timestamptz, changes, did, failure
           from unnest($1::bigint[], $2::int[], $3::bigint[], $4::jsonb[], $5::jsonb[], $6::text[])
             as n(rule_id, version, ticket_id, changes, did, failure)
           where exists (select from rules r where r.id = n.rule_id)`,
    values: [
      firings.map((firing) => firing.ruleId),
      firings.map((firing) => firing.version),
      firings.map((firing) => firing.ticketId),
      firings.map((firing) => JSON.stringify(firing.changes)),
      firings.map((firing) => JSON.stringify(firing.did)),
      firings.map((firing) => firing.failure),
      at,
    ],
  })

export type StoredFiring = {
  id: number
  ticketId: number
  conversationId: number
  version: number
  at: Date
  changes: Changes
  did: string[]
  failure: string | null
}
export const listFirings = (tx: Tx, ruleId: number, before: number | null, limit: number): Promise<StoredFiring[]> =>
  tx.rows(
    sql`select f.id, f.ticket_id as "ticketId", t.conversation_id as "conversationId", f.version, f.at, f.changes, f.did, f.failure
        from rule_firings f join tickets t on t.id = f.ticket_id
        where f.rule_id = ${ruleId} and (${before}::bigint is null or f.id < ${before}) order by f.id desc limit ${limit}`,
  )

/** Each is counted up to here: one that fires on every message is no reason to read all it ever did. */
const MOST_COUNTED = 1_001
/** How often each did all it says since then, and when it did last. */
export const countFirings = (
  tx: Tx,
  ruleIds: readonly number[],
  since: Date,
): Promise<{ ruleId: number; times: number; lastAt: Date | null }[]> =>
  tx.rows(
    sql`select r.id as "ruleId", f.times, f.last as "lastAt"
        from unnest(${ruleIds}::bigint[]) as r(id),
          lateral (select (count(*) filter (where at > ${since}))::int as times, max(at) as last from
            (select at, failure from rule_firings where rule_id = r.id order by id desc limit ${MOST_COUNTED}) newest
            where failure is null) f`,
  )

const AT_ONCE = 5_000
/** The oldest ones that are from before; the history of each ticket goes on telling what rules did to it. */
export const deleteFirings = (tx: Tx, before: Date): Promise<number> =>
  tx.run(
    sql`delete from rule_firings where id in
          (select id from (select id, at from rule_firings order by id limit ${AT_ONCE}) oldest where at < ${before})`,
  )

/** What a rule changed says what was there before: of purged conversations nothing of it stays. */
export const forgetFirings = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(
    sql`delete from rule_firings f using tickets t
        where t.id = f.ticket_id and t.conversation_id = any(${[...conversationIds]}::bigint[])`,
  )
