import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { RoleView, Scope } from '../contract.ts'
import { knownPermissions, knownRole, type Role } from '../model.ts'

type Row = { id: number; key: string | null; name: string; permissions: string[]; scope: Scope }

const roleOf = ({ id, key, name, permissions, scope }: Row): Role => ({
  id,
  key: knownRole(key),
  name,
  permissions: knownPermissions(permissions),
  scope,
})

/** Locked against a change or deletion until the commit: what is granted now is what was looked at. */
export async function lockRole(tx: Tx, id: number): Promise<Role> {
  const row = await tx.maybe<Row>(
    sql`select id, key, name, permissions, scope from roles where id = ${id} and deleted_at is null for no key update`,
  )
  if (row === null) throw new Refusal('role_not_found')
  return roleOf(row)
}

export async function getAdministratorRole(tx: Tx): Promise<Role> {
  return roleOf(await tx.row<Row>(sql`select id, key, name, permissions, scope from roles where key = 'administrator'`))
}

export async function listRoles(tx: Tx): Promise<RoleView[]> {
  const rows = await tx.rows<Row & { users: number }>(sql`
    select r.id, r.key, r.name, r.permissions, r.scope, (select count(*)::int from users u where u.role_id = r.id) as users
    from roles r where r.deleted_at is null order by r.key is null, r.id`)
  return rows.map((row) => ({ ...roleOf(row), users: row.users }))
}

type Saved = { name: string; permissions: readonly string[]; scope: Scope }
export const insertRole = async (tx: Tx, { name, permissions, scope }: Saved): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into roles (name, permissions, scope) values (${name}, ${permissions}, ${JSON.stringify(scope)}) returning id`,
    )
  ).id
export const updateRole = (tx: Tx, id: number, { name, permissions, scope }: Saved): Promise<number> =>
  tx.run(
    sql`update roles set name = ${name}, permissions = ${permissions}, scope = ${JSON.stringify(scope)} where id = ${id}`,
  )
export const deleteRoleRow = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update roles set deleted_at = ${at} where id = ${id}`)
export const countRoleUsers = async (tx: Tx, id: number): Promise<number> =>
  (await tx.row<{ n: number }>(sql`select count(*)::int as n from users where role_id = ${id}`)).n
