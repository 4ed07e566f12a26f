import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { GroupView } from '../contract.ts'

const MEMBERS = sql`array(select m.user_id from group_members m where m.group_id = g.id order by 1)`

export const listGroups = (tx: Tx): Promise<GroupView[]> =>
  tx.rows(sql`select g.id, g.name, g.is_default as "isDefault", ${MEMBERS} as members from groups g
              where g.deleted_at is null order by not g.is_default, lower(g.name), g.id`)

export async function lockGroup(tx: Tx, id: number): Promise<GroupView> {
  const group = await tx.maybe<GroupView>(
    sql`select g.id, g.name, g.is_default as "isDefault", ${MEMBERS} as members from groups g
        where g.id = ${id} and g.deleted_at is null for no key update`,
  )
  if (group === null) throw new Refusal('group_not_found')
  return group
}

export const findGroup = (tx: Tx, id: number): Promise<{ id: number; name: string } | null> =>
  tx.maybe(sql`select id, name from groups where id = ${id} and deleted_at is null`)

/** People of a group who can sign in. */
export const listMembers = async (tx: Tx, id: number): Promise<number[]> =>
  (
    await tx.rows<{ userId: number }>(
      sql`select m.user_id as "userId" from group_members m join users u on u.id = m.user_id
          where m.group_id = ${id} and u.joined_at is not null and u.deactivated_at is null order by 1`,
    )
  ).map(({ userId }) => userId)

/** Names by id; refuses when one of them does not exist. */
export async function getGroupNames(tx: Tx, ids: readonly number[]): Promise<string[]> {
  const rows = await tx.rows<{ id: number; name: string }>(
    sql`select id, name from groups where id = any(${ids}::bigint[]) and deleted_at is null order by id`,
  )
  if (rows.length !== new Set(ids).size) throw new Refusal('group_not_found')
  return rows.map((row) => row.name)
}

export const getDefaultGroup = (tx: Tx): Promise<{ id: number }> => tx.row(sql`select id from groups where is_default`)

export const insertGroup = async (tx: Tx, name: string): Promise<number> =>
  (await tx.row<{ id: number }>(sql`insert into groups (name) values (${name}) returning id`)).id
export const renameGroup = (tx: Tx, id: number, name: string): Promise<number> =>
  tx.run(sql`update groups set name = ${name} where id = ${id}`)
export const deleteGroupRow = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update groups set deleted_at = ${at} where id = ${id}`)

/** Refuses when one of them is nobody. */
export async function replaceMembers(tx: Tx, groupId: number, userIds: readonly number[]): Promise<void> {
  await tx.run(sql`delete from group_members where group_id = ${groupId} and user_id <> all (${userIds}::bigint[])`)
  await tx.run(sql`insert into group_members (group_id, user_id) select ${groupId}, u.id from users u
                   where u.id = any(${userIds}::bigint[]) on conflict do nothing`)
  const { n } = await tx.row<{ n: number }>(
    sql`select count(*)::int as n from group_members where group_id = ${groupId}`,
  )
  if (n !== new Set(userIds).size) throw new Refusal('user_not_found')
}
