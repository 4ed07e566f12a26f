import { createHash, randomBytes } from 'node:crypto'
import { query } from './database.ts'

export type Seeded = { agentToken: string; visitorTokens: string[]; channelId: number }
const hash = (token: string) => createHash('sha256').update(token).digest()
const token = () => randomBytes(32).toString('base64url')

/** Visitors with their contacts, and one agent who may see everything, written straight into the tables. */
export async function seedPeople(databaseUrl: string, visitors: number): Promise<Seeded> {
  const contacts = await query(
    databaseUrl,
    `insert into contacts (name, locale) select 'Customer ' || n, 'en' from generate_series(1, $1::int) n returning id`,
    [visitors],
  )
  const contactIds = contacts.map(({ id }) => Number(id))
  const [channel] = await query(databaseUrl, 'select id from channels order by id limit 1')
  return {
    agentToken: (await seedUser(databaseUrl, 'administrator')).token,
    visitorTokens: await seedVisitors(databaseUrl, contactIds),
    channelId: Number(channel?.id),
  }
}

/** A browser for each contact; their tokens, in the same order. */
export async function seedVisitors(databaseUrl: string, contactIds: readonly number[]): Promise<string[]> {
  const tokens = contactIds.map(token)
  await query(
    databaseUrl,
    `insert into visitors (token_hash, contact_id, channel_id)
     select t.hash, t.contact, (select id from channels order by id limit 1) from unnest($1::bytea[], $2::bigint[]) as t(hash, contact)`,
    [tokens.map(hash), contactIds],
  )
  return tokens
}

export type SeededUser = { id: number; token: string }

/** Somebody of this role who is signed in. */
export async function seedUser(
  databaseUrl: string,
  role: string,
  groupIds: readonly number[] = [],
): Promise<SeededUser> {
  const [user] = await query(
    databaseUrl,
    `insert into users (email, name, role_id, joined_at, availability)
     values ($1, 'Bench Agent', (select id from roles where key = $2), now(), 'online') returning id`,
    [`agent-${randomBytes(6).toString('hex')}@bench.example`, role],
  )
  const seeded = { id: Number(user?.id), token: token() }
  await query(databaseUrl, 'insert into group_members (group_id, user_id) select unnest($1::bigint[]), $2', [
    groupIds,
    seeded.id,
  ])
  await query(
    databaseUrl,
    `insert into logins (user_id, token_hash, expires_at) values ($1, $2, now() + interval '1 day')`,
    [seeded.id, hash(seeded.token)],
  )
  return seeded
}
