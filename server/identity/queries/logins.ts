import sql, { empty } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import type { Scope } from '../contract.ts'
import { GROUPS } from './users.ts'

export type NewLogin = { userId: number; tokenHash: Buffer; device: string; ip: string; at: Date; expiresAt: Date }
export const insertLogin = async (tx: Tx, login: NewLogin): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into logins (user_id, token_hash, device, ip, created_at, seen_at, expires_at)
      values (${login.userId}, ${login.tokenHash}, ${login.device}, ${login.ip}, ${login.at}, ${login.at}, ${login.expiresAt}) returning id`)
  ).id

type Row = {
  login_id: number
  user_id: number
  name: string
  permissions: string[]
  scope: Scope
  groups: number[]
  seen_at: Date
}
export type Login = { actor: UserActor; seenAt: Date }

const LOGIN = `select l.id as login_id, l.user_id, l.seen_at, u.name, r.permissions, r.scope, ${GROUPS} as groups
               from logins l join users u on u.id = l.user_id join roles r on r.id = u.role_id`
const VALID = 'l.expires_at > $2 and u.deactivated_at is null'

/** One indexed query: the person behind a cookie, with all that rights depend on. */
export const findLogin = async (tx: Tx, tokenHash: Buffer, now: Date): Promise<Login | null> =>
  loginOf(
    await tx.maybe<Row>({
      name: 'logins.find',
      text: `${LOGIN} where l.token_hash = $1 and ${VALID}`,
      values: [tokenHash, now],
    }),
  )
export const findLoginById = async (tx: Tx, id: number, now: Date): Promise<Login | null> =>
  loginOf(
    await tx.maybe<Row>({ name: 'logins.byId', text: `${LOGIN} where l.id = $1 and ${VALID}`, values: [id, now] }),
  )

const loginOf = (row: Row | null): Login | null =>
  row && {
    actor: {
      kind: 'user',
      userId: row.user_id,
      loginId: row.login_id,
      name: row.name,
      permissions: new Set(row.permissions),
      scope: row.scope,
      groups: row.groups,
    },
    seenAt: row.seen_at,
  }

/** Somebody as he acts when no browser of his asks: with the rights of this moment. Null once he is deactivated. */
export const findUserActor = async (tx: Tx, userId: number): Promise<UserActor | null> =>
  (await listUserActors(tx, [userId]))[0] ?? null

/** The same of several; who is deactivated is missing. */
export async function listUserActors(tx: Tx, userIds: readonly number[]): Promise<UserActor[]> {
  const rows = await tx.rows<Omit<Row, 'login_id' | 'seen_at'>>({
    name: 'users.actors',
    text: `select u.id as user_id, u.name, r.permissions, r.scope, ${GROUPS} as groups
           from users u join roles r on r.id = u.role_id where u.id = any($1::bigint[]) and u.deactivated_at is null`,
    values: [userIds],
  })
  return rows.map(({ user_id: userId, name, permissions, scope, groups }) => ({
    kind: 'user',
    userId,
    loginId: 0,
    name,
    permissions: new Set(permissions),
    scope,
    groups,
  }))
}

/** The person is here; the login lives on from now. */
export async function touchLogin(tx: Tx, loginId: number, now: Date, expiresAt: Date): Promise<void> {
  await tx.run({
    name: 'logins.touch',
    text: `with seen as (update logins set seen_at = $2, expires_at = $3 where id = $1 returning user_id)
           update users u set last_seen_at = $2 from seen where u.id = seen.user_id`,
    values: [loginId, now, expiresAt],
  })
}

export type LoginRow = { id: number; device: string; ip: string; created_at: Date; seen_at: Date }
export const listLogins = (tx: Tx, userId: number, now: Date): Promise<LoginRow[]> =>
  tx.rows(
    sql`select id, device, ip, created_at, seen_at from logins where user_id = ${userId} and expires_at > ${now} order by seen_at desc, id desc`,
  )

/** Ends logins of a person: one (`only`), all but one (`except`), or all. Gives the ended ones, and how many go on. */
export async function deleteLogins(
  tx: Tx,
  userId: number,
  which: { only?: number; except?: number } = {},
): Promise<{ ended: number[]; left: number }> {
  const ended = await tx.rows<{ id: number }>(sql`
    delete from logins where user_id = ${userId} ${which.only === undefined ? empty : sql`and id = ${which.only}`}
      ${which.except === undefined ? empty : sql`and id <> ${which.except}`} returning id`)
  const { n } = await tx.row<{ n: number }>(sql`select count(*)::int as n from logins where user_id = ${userId}`)
  return { ended: ended.map((row) => row.id), left: n }
}

export const findLoginByToken = (tx: Tx, tokenHash: Buffer): Promise<{ id: number; user_id: number } | null> =>
  tx.maybe(sql`select id, user_id from logins where token_hash = ${tokenHash}`)

/** Housekeeping: what nobody can use any more. */
export const deleteExpiredLogins = (tx: Tx, now: Date): Promise<number> =>
  tx.run(sql`delete from logins where expires_at <= ${now}`)
