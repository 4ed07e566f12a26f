import { readFileSync } from 'node:fs'
import path from 'node:path'
import { query } from './database.ts'
import { type SeededUser, seedUser } from './seed.ts'

const SQL = readFileSync(path.join(import.meta.dirname, 'seed-inbox.sql'), 'utf8')
const USERS = 20
const GROUPS = 5

export type SeededInbox = {
  /** Sees all. */
  administrator: SeededUser
  /** Sees what lies in the smallest group, and his own: one row in a hundred, the hardest to page through. */
  agent: SeededUser
}

/** Fills a migrated, empty database with as many tickets. */
export async function seedInbox(databaseUrl: string, tickets: number): Promise<SeededInbox> {
  const groups = await query(
    databaseUrl,
    `with more as (insert into groups (name) select 'Group ' || n from generate_series(2, ${GROUPS}) n returning id)
     select id from groups union all select id from more order by id`,
  )
  const groupIds = groups.map(({ id }) => Number(id))
  const users: SeededUser[] = []
  for (let count = 0; count < USERS; count += 1) users.push(await seedUser(databaseUrl, 'agent', groupIds.slice(0, 1)))
  const administrator = await seedUser(databaseUrl, 'administrator')
  const agent = await seedUser(databaseUrl, 'agent', groupIds.slice(-1))
  const array = (ids: number[]) => `'{${ids.join(',')}}'`
  const filled = {
    $tickets: String(tickets),
    $users: array([...users, administrator, agent].map(({ id }) => id)),
    $groups: array(groupIds),
  }
  await query(
    databaseUrl,
    SQL.replaceAll(/\$(?:tickets|users|groups)/g, (name) => new Map(Object.entries(filled)).get(name) ?? name),
  )
  return { administrator, agent }
}
