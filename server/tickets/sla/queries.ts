import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Conditions } from '../../platform/pure/conditions/condition.ts'
import type { Targets } from './contract.ts'

export type Policy = {
  id: number
  name: string
  active: boolean
  conditions: Conditions
  scheduleId: number | null
  targets: Targets
  version: number
  updatedAt: Date
  updatedBy: number | null
}
const POLICY = sql`id, name, active, conditions, schedule_id as "scheduleId", targets, version, updated_at as "updatedAt", updated_by as "updatedBy"`

/** In the order in which the first that fits applies. */
export const listPolicies = (tx: Tx): Promise<Policy[]> =>
  tx.rows<Policy>(sql`select ${POLICY} from sla_policies where deleted_at is null order by position, id`)

export const lockPolicy = (tx: Tx, id: number): Promise<Policy | null> =>
  tx.maybe<Policy>(sql`select ${POLICY} from sla_policies where id = ${id} and deleted_at is null for update`)

/** Whoever changes the order, or what is in it, does so alone. */
export const lockPolicies = (tx: Tx): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('sla_policies', 22))`)

type Content = Pick<Policy, 'name' | 'active' | 'conditions' | 'scheduleId' | 'targets'>
type By = { userId: number | null; at: Date }
export async function insertPolicy(tx: Tx, policy: Content, by: By): Promise<number> {
  const { id } = await tx.row<{
    id: number
  }>(sql`insert into sla_policies (name, position, active, conditions, schedule_id, targets, updated_at, updated_by)
      values (${policy.name}, (select coalesce(max(position), 0) + 1 from sla_policies), ${policy.active}, ${JSON.stringify(policy.conditions)},
              ${policy.scheduleId}, ${JSON.stringify(policy.targets)}, ${by.at}, ${by.userId})
      returning id`)
  await insertVersion(tx, id)
  return id
}

export async function updatePolicy(tx: Tx, id: number, policy: Content, by: By): Promise<void> {
  await tx.run(sql`update sla_policies set name = ${policy.name}, active = ${policy.active}, conditions = ${JSON.stringify(policy.conditions)},
             schedule_id = ${policy.scheduleId}, targets = ${JSON.stringify(policy.targets)}, version = version + 1,
             updated_at = ${by.at}, updated_by = ${by.userId} where id = ${id}`)
  await insertVersion(tx, id)
}

const insertVersion = (tx: Tx, id: number): Promise<number> =>
  tx.run(sql`insert into sla_policy_versions (policy_id, version, name, active, conditions, schedule_id, targets, author_id, at)
             select id, version, name, active, conditions, schedule_id, targets, updated_by, updated_at from sla_policies where id = ${id}`)

export type PolicyVersion = Content & { version: number; authorId: number | null; at: Date }
/** Newest first. */
export const listPolicyVersions = (tx: Tx, id: number): Promise<PolicyVersion[]> =>
  tx.rows(sql`select v.version, v.name, v.active, v.conditions, v.schedule_id as "scheduleId", v.targets, v.author_id as "authorId", v.at
              from sla_policy_versions v join sla_policies p on p.id = v.policy_id
              where v.policy_id = ${id} and p.deleted_at is null order by v.version desc limit 200`)

export const hidePolicy = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update sla_policies set deleted_at = ${at} where id = ${id}`)

export const setPolicyOrder = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(
    sql`update sla_policies p set position = n.place from unnest(${[...ids]}::bigint[]) with ordinality as n(id, place) where p.id = n.id`,
  )

export const countPoliciesUsing = async (tx: Tx, scheduleId: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from sla_policies where schedule_id = ${scheduleId} and deleted_at is null`,
    )
  ).n

/** Conversations of tickets that are not closed, by id: a piece of all of them. */
export const lockOpenTickets = async (tx: Tx, after: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'sla.lock_open',
      text: `select c.id from conversations c where c.id > $1 and c.state = 'open' and c.deleted_at is null
             order by c.id limit $2 for update`,
      values: [after, limit],
    })
  ).map(({ id }) => id)

export const countOpenTickets = async (tx: Tx): Promise<number> =>
  (
    await tx.row<{ n: number }>({
      name: 'sla.count_open',
      text: `select count(*)::int as n from conversations where state = 'open' and deleted_at is null`,
      values: [],
    })
  ).n

export type Recalculation = { wanted: number; reached: number; done: number; of: number }
export const readRecalculation = (tx: Tx): Promise<Recalculation> =>
  tx.row<Recalculation>({
    name: 'sla_recalculation.read',
    text: 'select wanted, reached, done, of from sla_recalculation',
    values: [],
  })

/** In the transaction of the change: from its commit on, it is under way. */
export const wantRecalculation = (tx: Tx): Promise<number> =>
  tx.run({
    name: 'sla_recalculation.want',
    text: 'update sla_recalculation set wanted = wanted + 1, done = 0, of = 0',
    values: [],
  })

export const beginRecalculation = (tx: Tx, of: number): Promise<number> =>
  tx.run({ name: 'sla_recalculation.begin', text: 'update sla_recalculation set done = 0, of = $1', values: [of] })

/** So many more are done; gives what is wanted meanwhile. */
export const advanceRecalculation = (tx: Tx, by: number): Promise<{ wanted: number }> =>
  tx.row({
    name: 'sla_recalculation.advance',
    text: 'update sla_recalculation set done = done + $1 returning wanted',
    values: [by],
  })

export const endRecalculation = (tx: Tx, reached: number): Promise<number> =>
  tx.run({
    name: 'sla_recalculation.end',
    text: 'update sla_recalculation set reached = greatest(reached, $1)',
    values: [reached],
  })
