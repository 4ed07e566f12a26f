import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'

export type Seeded = { agentToken: string; visitorTokens: string[]; channelId: number }
const hash = (token: string) => createHash('sha256').update(token).digest()
const token = () => randomBytes(32).toString('base64url')

/** Visitors with their contacts, and one agent who may see everything, written straight into the tables. */
export async function seedPeople(databaseUrl: string, visitors: number): Promise<Seeded> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const channelId = (await client.query('select id from channels order by id limit 1')).rows[0].id as number
    const visitorTokens = Array.from({ length: visitors }, token)
    await client.query(
      `with c as (insert into contacts (name, locale) select 'Customer ' || n, 'en' from generate_series(1, $1::int) n returning id),
            n as (select id, row_number() over () as n from c),
            t as (select hash, row_number() over () as n from unnest($2::bytea[]) hash)
       insert into visitors (token_hash, contact_id, channel_id) select t.hash, n.id, $3 from n join t using (n)`,
      [visitors, visitorTokens.map(hash), channelId],
    )
    const agentToken = token()
    const user = await client.query(
      `insert into users (email, name, role_id, joined_at, availability) values ($1, 'Bench Agent', (select id from roles where key = 'administrator'), now(), 'online') returning id`,
      [`agent-${randomBytes(4).toString('hex')}@bench.example`],
    )
    await client.query(`insert into logins (user_id, token_hash, expires_at) values ($1, $2, now() + interval '1 day')`, [user.rows[0].id, hash(agentToken)])
    return { agentToken, visitorTokens, channelId }
  } finally {
    await client.end()
  }
}
