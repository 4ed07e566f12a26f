import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, open, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { whenDone } from '../kit/database.ts'
import { agree } from '../kit/flows/agreement.ts'
import { gatherCrowd, startTalking } from '../kit/flows/crowd.ts'
import { dice } from '../kit/flows/dice.ts'
import { startServerProcess, until } from '../kit/flows/server-process.ts'

/** Law 1, where there is no room: on the disk, and among the connections to the database. */

const disk = await mountSmallDisk()

test('the disk is full for a while: nothing acknowledged is lost, and it goes on when there is room', {
  skip: disk === null && 'a small disk needs the right to mount one (root)',
}, async () => {
  const chance = dice(28)
  assert.ok(disk !== null)
  const server = await startServerProcess({ dataFolder: disk })
  const crowd = await gatherCrowd(server, { customers: 50 })
  const stopTalking = startTalking(crowd, chance, 300)
  await pause(1_000)
  const filler = await fill(disk)
  // Nothing can be stored any more: what is written waits with those who wrote it.
  await until(() => crowd.talks.some(({ widget }) => widget.state().outbox.length >= 10))
  await pause(2_000)
  assert.ok(server.isRunning(), server.said())
  await rm(filler)
  await server.untilBack()
  await pause(1_000)
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 200, `only ${messages} messages`)
  crowd.close()
  await server.stop()
})

test('no connection to the database is free for a while, then all of them end: it goes on by itself', async () => {
  const chance = dice(53_300)
  const server = await startServerProcess({ env: { DATABASE_CONNECTIONS: '4' } })
  const crowd = await gatherCrowd(server, { customers: 50 })
  const stopTalking = startTalking(crowd, chance, 300)
  await pause(1_000)
  const other = new pg.Client({ connectionString: await server.databaseUrl() })
  await other.connect()
  // All who would store wait for this one, longer than anybody waits for a connection.
  await other.query('begin')
  await other.query('lock table streams in access exclusive mode')
  await pause(7_000)
  await other.query('rollback')
  await pause(1_000)
  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'causerie'`)
  await other.end()
  await pause(500)
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 200, `only ${messages} messages`)
})

/** Room for a database, and little more; null where nobody may mount. */
async function mountSmallDisk(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    await rm(folder, { recursive: true })
    return null
  }
  await chmod(folder, 0o755)
  whenDone(async () => {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

/** A file that takes all the room there is, and what comes free while it is written. */
async function fill(folder: string): Promise<string> {
  const name = path.join(folder, 'filler')
  const file = await open(name, 'w')
  const piece = Buffer.alloc(1 << 20)
  try {
    for (;;) await file.write(piece)
  } catch {
    // Full; the last pages by small steps.
  }
  try {
    for (;;) await file.write(piece, 0, 4_096)
  } catch {
    // Full.
  }
  await file.close()
  const { bavail } = await statfs(folder)
  assert.ok(bavail < 16 && (await stat(name)).size > 0, `${bavail} blocks are left`)
  return name
}
