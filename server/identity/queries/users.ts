import sql, { raw } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { Availability, Colleague, Me, Preferences, Scope } from '../contract.ts'
import { knownPermissions, knownRole, type Role, type User } from '../model.ts'

type RoleColumns = { role_id: number; role_key: string | null; role_name: string; permissions: string[]; scope: Scope }
type UserRow = RoleColumns & {
  id: number
  email: string
  name: string
  alias: string | null
  photo: string | null
  groups: number[]
  joined_at: Date | null
  deactivated_at: Date | null
  last_seen_at: Date | null
}

/** Groups of `u`, without deleted ones. */
export const GROUPS = `array(select m.group_id from group_members m join groups g on g.id = m.group_id
                             where m.user_id = u.id and g.deleted_at is null order by 1)`
export const ROLE = 'r.id as role_id, r.key as role_key, r.name as role_name, r.permissions, r.scope'
const USER =
  raw(`select u.id, u.email, u.name, u.alias, u.photo, u.joined_at, u.deactivated_at, u.last_seen_at, ${GROUPS} as groups, ${ROLE}
                  from users u join roles r on r.id = u.role_id`)

export const roleOf = (row: RoleColumns): Role => ({
  id: row.role_id,
  key: knownRole(row.role_key),
  name: row.role_name,
  permissions: knownPermissions(row.permissions),
  scope: row.scope,
})

const userOf = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  alias: row.alias,
  photo: row.photo,
  role: roleOf(row),
  groups: row.groups,
  joinedAt: row.joined_at,
  deactivatedAt: row.deactivated_at,
  lastSeenAt: row.last_seen_at,
})

export async function getUser(tx: Tx, id: number): Promise<User> {
  const row = await tx.maybe<UserRow>(sql`${USER} where u.id = ${id}`)
  if (row === null) throw new Refusal('user_not_found')
  return userOf(row)
}

export async function lockUser(tx: Tx, id: number): Promise<User> {
  await tx.run(sql`select from users where id = ${id} for no key update`)
  return getUser(tx, id)
}

export const listUsers = async (tx: Tx): Promise<User[]> =>
  (await tx.rows<UserRow>(sql`${USER} order by lower(u.name), u.id`)).map(userOf)

/** Whoever changes who is an administrator waits here for the others who do, so that one always remains [ID7]. */
export const lockAdministrators = (tx: Tx): Promise<number> =>
  tx.run(sql`select from roles where key = 'administrator' for update`)

/** Administrators who have joined and are active, besides this one. */
export async function countAdministrators(tx: Tx, besides: number | null): Promise<number> {
  const { n } = await tx.row<{ n: number }>(sql`
    select count(*)::int as n from users u join roles r on r.id = u.role_id
    where r.key = 'administrator' and u.joined_at is not null and u.deactivated_at is null and u.id is distinct from ${besides}`)
  return n
}

/** The administrator who has been one longest, or the one with this address. */
export const findAdministrator = (tx: Tx, email: string | null): Promise<{ id: number; email: string } | null> =>
  tx.maybe(sql`select u.id, u.email from users u join roles r on r.id = u.role_id
               where r.key = 'administrator' and u.joined_at is not null and u.deactivated_at is null
                 and (${email}::text is null or lower(u.email) = lower(${email})) order by u.id limit 1`)

export type NewUser = { email: string; name: string; roleId: number; locale: 'en' | 'fr' }
/** Null when the address is taken. */
export async function insertUser(tx: Tx, { email, name, roleId, locale }: NewUser): Promise<number | null> {
  const row = await tx.maybe<{ id: number }>(sql`
    insert into users (email, name, role_id, locale) values (${email}, ${name}, ${roleId}, ${locale})
    on conflict (lower(email)) do nothing returning id`)
  return row?.id ?? null
}

export const updateUser = (tx: Tx, id: number, { name, roleId }: { name: string; roleId: number }): Promise<number> =>
  tx.run(sql`update users set name = ${name}, role_id = ${roleId} where id = ${id}`)

export const setDeactivated = (tx: Tx, id: number, at: Date | null): Promise<number> =>
  tx.run(sql`update users set deactivated_at = ${at} where id = ${id}`)

/** The person has chosen a name and a password: he has joined, if he had not yet. */
export const setJoined = (
  tx: Tx,
  id: number,
  joined: { name: string; passwordHash: string; locale: 'en' | 'fr' | null; at: Date },
): Promise<number> =>
  tx.run(sql`update users set name = ${joined.name}, password_hash = ${joined.passwordHash}, locale = coalesce(${joined.locale}, locale),
               joined_at = coalesce(joined_at, ${joined.at}) where id = ${id}`)

export const setPasswordHash = (tx: Tx, id: number, passwordHash: string): Promise<number> =>
  tx.run(sql`update users set password_hash = ${passwordHash} where id = ${id}`)

export type Credentials = { id: number; passwordHash: string | null; deactivated: boolean }
export const findCredentials = (tx: Tx, email: string): Promise<Credentials | null> =>
  tx.maybe(sql`select id, password_hash as "passwordHash", deactivated_at is not null as deactivated from users
               where lower(email) = lower(${email}) and joined_at is not null`)
/** Who has this address, has joined and may come in. */
export const findForReset = (
  tx: Tx,
  email: string,
): Promise<{ id: number; email: string; name: string; locale: string } | null> =>
  tx.maybe(sql`select id, email, name, locale from users
               where lower(email) = lower(${email}) and joined_at is not null and deactivated_at is null`)
/** What customers call these agents. */
export const listAgentNames = async (tx: Tx, ids: readonly number[]): Promise<Map<number, string>> =>
  new Map(
    (
      await tx.rows<{ id: number; name: string }>(
        sql`select id, coalesce(alias, name) as name from users where id = any(${ids}::bigint[])`,
      )
    ).map(({ id, name }) => [id, name]),
  )
export type Notified = { id: number; email: string; name: string; locale: string; mentions: boolean; assigned: boolean }
/** Of these people, those who are not online; and what they want by mail. */
export const listNotifiedByMail = (tx: Tx, ids: readonly number[]): Promise<Notified[]> =>
  tx.rows(sql`select id, email, name, locale, coalesce((preferences->>'mailMentions')::boolean, true) as mentions,
                coalesce((preferences->>'mailAssigned')::boolean, true) as assigned
              from users where id = any(${ids}::bigint[]) and availability <> 'online' and deactivated_at is null and joined_at is not null`)
export const localeOf = async (tx: Tx, id: number): Promise<string> =>
  (await tx.row<{ locale: string }>(sql`select locale from users where id = ${id}`)).locale
export const findPasswordHash = async (tx: Tx, id: number): Promise<string | null> =>
  (await tx.maybe<{ hash: string | null }>(sql`select password_hash as hash from users where id = ${id}`))?.hash ?? null

export async function replaceGroups(tx: Tx, userId: number, groupIds: readonly number[]): Promise<void> {
  await tx.run(sql`delete from group_members where user_id = ${userId} and group_id <> all (${groupIds}::bigint[])`)
  await tx.run(
    sql`insert into group_members (group_id, user_id) select id, ${userId} from unnest(${groupIds}::bigint[]) as g(id) on conflict do nothing`,
  )
}

export type Profile = {
  name: string
  alias: string | null
  locale: 'en' | 'fr'
  theme: Me['theme']
  preferences: Preferences
}
export const lockProfile = (tx: Tx, id: number): Promise<Profile> =>
  tx.row(sql`select name, alias, locale, theme, preferences from users where id = ${id} for no key update`)
export const updateProfileRow = (tx: Tx, id: number, profile: Profile): Promise<number> =>
  tx.run(sql`update users set name = ${profile.name}, alias = ${profile.alias}, locale = ${profile.locale}, theme = ${profile.theme},
               preferences = ${JSON.stringify(profile.preferences)} where id = ${id}`)

export const lockAvailability = async (tx: Tx, id: number): Promise<Availability> =>
  (await tx.row<{ availability: Availability }>(sql`select availability from users where id = ${id} for no key update`))
    .availability
export const setAvailabilityRow = (tx: Tx, id: number, availability: Availability, at: Date): Promise<number> =>
  tx.run(sql`update users set availability = ${availability}, availability_at = ${at} where id = ${id}`)

type MeRow = UserRow & { locale: 'en' | 'fr'; theme: Me['theme']; preferences: Preferences; availability: Availability }
export async function getMe(tx: Tx, id: number): Promise<Me> {
  const row = await tx.maybe<MeRow>(
    sql`select u.id, u.email, u.name, u.alias, u.photo, u.locale, u.theme, u.preferences, u.availability, ${raw(GROUPS)} as groups, ${raw(ROLE)}
        from users u join roles r on r.id = u.role_id where u.id = ${id}`,
  )
  if (row === null) throw new Refusal('user_not_found')
  const { permissions, scope, ...role } = roleOf(row)
  const { email, name, alias, photo, locale, theme, preferences, availability, groups } = row
  return { id, email, name, alias, photo, locale, theme, preferences, availability, groups, permissions, scope, role }
}

/** Everybody, also those who have left: old conversations name them. */
export const listDirectory = (tx: Tx): Promise<Colleague[]> =>
  tx.rows({
    name: 'users.directory',
    text: `select u.id, u.name, u.alias, u.photo, u.availability, u.joined_at is not null and u.deactivated_at is null as active,
             u.joined_at is not null and u.deactivated_at is null and 'assignable' = any(r.permissions) as assignable, ${GROUPS} as groups
           from users u join roles r on r.id = u.role_id order by lower(u.name), u.id`,
    values: [],
  })

/** Somebody who may hold tickets now. */
/** Those of them who work here. */
export const listActiveUserIds = async (tx: Tx, ids: readonly number[]): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select id from users where id = any(${[...ids]}::bigint[]) and joined_at is not null and deactivated_at is null`,
    )
  ).map(({ id }) => id)

export const findAssignable = (tx: Tx, id: number): Promise<{ id: number; name: string } | null> =>
  tx.maybe({
    name: 'users.assignable',
    text: `select u.id, u.name from users u join roles r on r.id = u.role_id
           where u.id = $1 and u.joined_at is not null and u.deactivated_at is null and 'assignable' = any(r.permissions)`,
    values: [id],
  })

/** Whoever that is, or was. */
export const findUserName = (tx: Tx, id: number): Promise<{ name: string } | null> =>
  tx.maybe({ name: 'users.name', text: 'select name from users where id = $1', values: [id] })

/** As customers know him. */
export const findShownName = (tx: Tx, id: number): Promise<{ name: string } | null> =>
  tx.maybe({
    name: 'users.shown_name',
    text: 'select coalesce(alias, name) as name from users where id = $1',
    values: [id],
  })

/** Whether anybody who answers customers says to be here. */
export const anyoneOnline = async (tx: Tx): Promise<boolean> =>
  (
    await tx.row<{ online: boolean }>({
      name: 'users.anyone_online',
      text: `select exists (select from users u join roles r on r.id = u.role_id
               where u.availability = 'online' and u.deactivated_at is null and 'assignable' = any(r.permissions)) as online`,
      values: [],
    })
  ).online

export const listUsersOfRole = async (tx: Tx, roleId: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select id from users where role_id = ${roleId} and deactivated_at is null order by id`,
    )
  ).map((row) => row.id)
