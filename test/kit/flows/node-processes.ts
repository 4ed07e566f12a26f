import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTestDatabase, whenDone } from '../database.ts'
import { startNatsServer } from '../nats-server.ts'
import { openBalancer } from './balancer.ts'
import { startServerProcess } from './server-process.ts'

/** So many servers as an operator runs them: one PostgreSQL, one NATS, one folder of files, a balancer in front. */
export async function startNodes(count: number, given?: { url: string }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-nodes-'))
  await chmod(folder, 0o755)
  whenDone(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const database = given ?? (await ownDatabase())
  const nats = await startNatsServer()
  const nodes: Awaited<ReturnType<typeof startServerProcess>>[] = []
  for (let n = 0; n < count; n += 1)
    nodes.push(
      await startServerProcess({ dataFolder: folder, env: { DATABASE_URL: database.url, NATS_URL: nats.url } }),
    )
  const [first] = nodes
  if (first === undefined) throw new Error('no node')
  const { url } = await openBalancer(nodes.map(({ port }) => port))
  return { nats, nodes, database, url, first: { ...first, databaseUrl: () => Promise.resolve(database.url) } }
}

async function ownDatabase(): Promise<{ url: string }> {
  const database = await createTestDatabase()
  whenDone(database.drop)
  return database
}
