import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, whenDone } from '../../test/kit/database.ts'
import { until } from '../../test/kit/flows/server-process.ts'
import { type Holder, holdDatabase } from './hold-database.ts'
import { createLogger } from './log.ts'
import { StartError } from './start-error.ts'

const key = Buffer.alloc(32, 1)
const alone: Holder = { shared: false, key, folderId: 'one' }
const shared: Holder = { ...alone, shared: true }
const log = createLogger('silent')

async function database() {
  const made = await createTestDatabase()
  whenDone(made.drop)
  return made.url
}

const refused = (text: RegExp) => (error: unknown) => error instanceof StartError && text.test(error.message)

test('servers with a bus hold a database together, and each knows how many they are', async () => {
  const url = await database()
  const [first, second] = [await holdDatabase(url, shared, log), await holdDatabase(url, shared, log)]
  assert.equal(await first.count(), 2)
  await second.stop()
  await until(async () => (await first.count()) === 1)
  await first.stop()
})

test('a server without a bus is alone on its database', async () => {
  const url = await database()
  const only = await holdDatabase(url, alone, log)
  await assert.rejects(holdDatabase(url, alone, log), refused(/stop that one first, or set NATS_URL for both/))
  await assert.rejects(holdDatabase(url, shared, log), refused(/a Causerie server without NATS_URL: set it there, too/))
  await only.stop()
  const one = await holdDatabase(url, shared, log)
  await assert.rejects(holdDatabase(url, alone, log), refused(/set NATS_URL for both/))
  await one.stop()
})

test('one with another secret key, or other files, is refused while others run; alone it is taken', async () => {
  const url = await database()
  const first = await holdDatabase(url, shared, log)
  await assert.rejects(holdDatabase(url, { ...shared, key: Buffer.alloc(32, 2) }, log), refused(/Set SECRET_KEY/))
  await assert.rejects(holdDatabase(url, { ...shared, folderId: 'two' }, log), refused(/Set CAUSERIE_DATA/))
  // Another database of the same PostgreSQL is none of its business.
  const elsewhere = await holdDatabase(await database(), { ...shared, key: Buffer.alloc(32, 2) }, log)
  await elsewhere.stop()
  await first.stop()
  const later = await holdDatabase(url, { shared: true, key: Buffer.alloc(32, 2), folderId: 'two' }, log)
  await later.stop()
})

test('a line that breaks is made again, with all that it held', async () => {
  const url = await database()
  const held = await holdDatabase(url, shared, log)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'causerie server' and datname = current_database()`,
  )
  await client.end()
  await until(async () => (await held.count().catch(() => 0)) === 1)
  await assert.rejects(holdDatabase(url, { ...shared, folderId: 'two' }, log), refused(/Set CAUSERIE_DATA/))
  await held.stop()
})
