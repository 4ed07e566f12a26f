import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { CapacityRuleView, SaveCapacityRule, SaveQueue, SaveStatus, SkillView } from '../contract.ts'

/** Whoever changes how work finds an agent does so alone. */
export const lockConfiguration = (tx: Tx): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('routing', 40))`)

/** Of these people, those who may hold tickets. */
export const listAssignable = async (tx: Tx, ids: readonly number[]): Promise<Set<number>> =>
  new Set(
    (
      await tx.rows<{ id: number }>(
        sql`select u.id from users u join roles r on r.id = u.role_id
            where u.id = any(${[...ids]}::bigint[]) and u.deactivated_at is null and 'assignable' = any(r.permissions)`,
      )
    ).map(({ id }) => id),
  )

type Status = Omit<SaveStatus, 'id'>
export const insertStatus = async (tx: Tx, status: Status): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into agent_statuses (names, email, messaging, call, is_break, position)
          values (${JSON.stringify(status.names)}, ${status.email}, ${status.messaging}, ${status.call}, ${status.isBreak},
                  (select coalesce(max(position), 0) + 1 from agent_statuses)) returning id`,
    )
  ).id
export const updateStatus = (tx: Tx, id: number, status: Status): Promise<number> =>
  tx.run(
    sql`update agent_statuses set names = ${JSON.stringify(status.names)}, email = ${status.email}, messaging = ${status.messaging},
          call = ${status.call}, is_break = ${status.isBreak} where id = ${id}`,
  )
export const hideStatus = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update agent_statuses set deleted_at = ${at} where id = ${id}`)
export const listInStatus = async (tx: Tx, statusId: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select user_id as id from agent_states where status_id = ${statusId} order by user_id for update`,
    )
  ).map(({ id }) => id)

/** The default one first. Whoever has left is in none. */
export const listCapacityRules = (tx: Tx): Promise<CapacityRuleView[]> =>
  tx.rows<CapacityRuleView>(
    sql`select c.id, c.name, c.is_default as "isDefault", c.email, c.messaging, c.call,
          array(select a.user_id from agent_states a join users u on u.id = a.user_id
                where a.capacity_rule_id = c.id and u.deactivated_at is null order by lower(u.name), u.id) as "userIds"
        from capacity_rules c where c.deleted_at is null order by c.is_default desc, lower(c.name), c.id`,
  )
type Capacity = Pick<SaveCapacityRule, 'name' | 'email' | 'messaging' | 'call'>
export const insertCapacityRule = async (tx: Tx, rule: Capacity): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into capacity_rules (name, email, messaging, call) values (${rule.name}, ${rule.email}, ${rule.messaging}, ${rule.call}) returning id`,
    )
  ).id
export const updateCapacityRule = (tx: Tx, id: number, rule: Capacity): Promise<number> =>
  tx.run(
    sql`update capacity_rules set name = ${rule.name}, email = ${rule.email}, messaging = ${rule.messaging}, call = ${rule.call} where id = ${id}`,
  )
export const hideCapacityRule = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update capacity_rules set deleted_at = ${at} where id = ${id}`)

/** They go by this rule from now on; null: by the default one. Agents are written in the order of their ids. */
export async function putUnderRule(tx: Tx, ruleId: number | null, userIds: readonly number[]): Promise<void> {
  await tx.rows(
    sql`select user_id from agent_states where user_id = any(${[...userIds]}::bigint[]) order by user_id for update`,
  )
  await tx.run(
    sql`insert into agent_states (user_id, status_id, since, capacity_rule_id)
        select u.id, s.id, now(), ${ruleId} from users u, agent_statuses s where u.id = any(${[...userIds]}::bigint[]) and s.key = u.availability
        order by u.id
        on conflict (user_id) do update set capacity_rule_id = excluded.capacity_rule_id`,
  )
}
/** Who goes by this rule and is not among them goes by the default one again. */
export async function freeOfRule(tx: Tx, ruleId: number, besides: readonly number[]): Promise<void> {
  const others = sql`capacity_rule_id = ${ruleId} and user_id <> all(${[...besides]}::bigint[])`
  await tx.rows(sql`select user_id from agent_states where ${others} order by user_id for update`)
  await tx.run(sql`update agent_states set capacity_rule_id = null where ${others}`)
}

export const listSkills = (tx: Tx): Promise<SkillView[]> =>
  tx.rows<SkillView>(
    sql`select s.id, s.name,
          coalesce((select jsonb_agg(jsonb_build_object('userId', k.user_id, 'isPriority', k.is_priority) order by lower(u.name), u.id)
                    from agent_skills k join users u on u.id = k.user_id where k.skill_id = s.id and u.deactivated_at is null), '[]') as agents
        from skills s where s.deleted_at is null order by lower(s.name), s.id`,
  )
/** Null: there is one of this name. */
export const insertSkill = async (tx: Tx, name: string): Promise<number | null> =>
  (
    await tx.maybe<{ id: number }>(
      sql`insert into skills (name) values (${name}) on conflict (lower(name)) where deleted_at is null do nothing returning id`,
    )
  )?.id ?? null
export const isSkillName = async (tx: Tx, name: string, besides: number): Promise<boolean> =>
  (await tx.maybe(
    sql`select 1 as is from skills where lower(name) = lower(${name}) and deleted_at is null and id <> ${besides}`,
  )) !== null
export const renameSkill = (tx: Tx, id: number, name: string): Promise<number> =>
  tx.run(sql`update skills set name = ${name} where id = ${id}`)
export const hideSkill = async (tx: Tx, id: number, at: Date): Promise<void> => {
  await tx.run(sql`update skills set deleted_at = ${at} where id = ${id}`)
  await tx.run(sql`delete from agent_skills where skill_id = ${id}`)
}
/** What conversations may still name. */
export const listGoneSkills = async (tx: Tx): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select id from skills where deleted_at is not null`)).map(({ id }) => id)

type Has = { skillId: number; userId: number; isPriority: boolean }
/** Who has left keeps what he had, should he come back. */
export const clearSkill = (tx: Tx, skillId: number): Promise<number> =>
  tx.run(
    sql`delete from agent_skills k using users u where k.skill_id = ${skillId} and u.id = k.user_id and u.deactivated_at is null`,
  )
export const clearSkillsOf = (tx: Tx, userId: number): Promise<number> =>
  tx.run(sql`delete from agent_skills where user_id = ${userId}`)
export const insertAgentSkills = (tx: Tx, given: readonly Has[]): Promise<number> =>
  tx.run(
    sql`insert into agent_skills (user_id, skill_id, is_priority)
        select * from unnest(${given.map(({ userId }) => userId)}::bigint[], ${given.map(({ skillId }) => skillId)}::bigint[],
                             ${given.map(({ isPriority }) => isPriority)}::boolean[])
        on conflict (user_id, skill_id) do update set is_priority = excluded.is_priority`,
  )

type Queue = Omit<SaveQueue, 'id' | 'version'>
type By = { userId: number | null; at: Date }
export const insertQueue = async (tx: Tx, queue: Queue, by: By): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into queues (name, position, active, conditions, shares, secondary_group_ids, ordered_by, overflow_seconds,
                              overflow_queue_id, target_percent, target_seconds, updated_at, updated_by)
          values (${queue.name}, (select coalesce(max(position), 0) + 1 from queues), ${queue.active}, ${JSON.stringify(queue.conditions)},
                  ${JSON.stringify(queue.shares)}, ${queue.secondaryGroupIds}, ${queue.orderedBy}, ${queue.overflowSeconds},
                  ${queue.overflowQueueId}, ${queue.targetPercent}, ${queue.targetSeconds}, ${by.at}, ${by.userId}) returning id`,
    )
  ).id
export const updateQueue = (tx: Tx, id: number, queue: Queue, by: By): Promise<number> =>
  tx.run(
    sql`update queues set name = ${queue.name}, active = ${queue.active}, conditions = ${JSON.stringify(queue.conditions)},
          shares = ${JSON.stringify(queue.shares)}, secondary_group_ids = ${queue.secondaryGroupIds}, ordered_by = ${queue.orderedBy},
          overflow_seconds = ${queue.overflowSeconds}, overflow_queue_id = ${queue.overflowQueueId}, target_percent = ${queue.targetPercent},
          target_seconds = ${queue.targetSeconds}, version = version + 1, updated_at = ${by.at}, updated_by = ${by.userId}
        where id = ${id}`,
  )
export const hideQueue = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update queues set deleted_at = ${at} where id = ${id}`)
export const setQueueOrder = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(
    sql`update queues q set position = n.place from unnest(${[...ids]}::bigint[]) with ordinality as n(id, place) where q.id = n.id`,
  )
