import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import sql from 'sql-template-tag'
import { createTestDatabase, type TestDatabase } from '../../../test/kit/database.ts'
import { saveJobs } from '../commands/save-jobs.ts'
import { type Database, openDatabase } from '../db.ts'
import { createLogger } from '../log.ts'
import { forgetKeys } from './forget-keys.ts'
import { prepareJobs, startJobs, startLanes, type Task } from './run-jobs.ts'

let database: TestDatabase
let db: Database
before(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, { max: 4 })
  await prepareJobs(db, database.url)
})
after(async () => {
  await db.close()
  await database.drop()
})

const log = createLogger('silent')
const running = (tasks: Record<string, Task>, crontab = '') =>
  startJobs({ databaseUrl: database.url, log, tasks, crontab, delayMs: 0, pollMs: 200 })
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let tries = 0; tries < 500 && !(await holds()); tries += 1) await pause(20)
  assert.ok(await holds())
}
const waiting = async () => (await db.row<{ n: number }>(sql`select count(*)::int as n from graphile_worker.jobs`)).n

test('the queue is made once, and asking again does nothing', async () => {
  await prepareJobs(db, 'postgresql://nowhere.invalid/none')
  assert.equal(await waiting(), 0)
})

test('jobs saved in a transaction run after it, with their payload; a rolled back one leaves none', async () => {
  const done: unknown[] = []
  const jobs = running({ note: async (payload) => void done.push(payload) })
  try {
    await assert.rejects(
      db.transaction(async (tx) => {
        await saveJobs(tx, [{ task: 'note', payload: { never: true } }])
        throw new Error('rolled back')
      }),
    )
    await db.transaction((tx) =>
      saveJobs(tx, [
        { task: 'note', payload: { n: 1, text: 'l\'été "quoted" \\ {}' } },
        { task: 'note', payload: { n: 2 } },
      ]),
    )
    await until(() => done.length === 2)
    assert.deepEqual(
      done.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      [{ n: 1, text: 'l\'été "quoted" \\ {}' }, { n: 2 }],
    )
    await until(async () => (await waiting()) === 0)
  } finally {
    await jobs.stop()
  }
})

test('a job with a key stands once, the last word counting; a time to come is waited for', async () => {
  const at = new Date(Date.now() + 3_600_000)
  await db.transaction((tx) => saveJobs(tx, [{ task: 'later', payload: { n: 1 }, key: 'k', runAt: at }]))
  await db.transaction((tx) =>
    saveJobs(tx, [
      { task: 'later', payload: { n: 2 }, key: 'k', runAt: at },
      { task: 'later', payload: { n: 3 }, key: 'k', runAt: at },
    ]),
  )
  const rows = await db.rows<{ payload: unknown; run_at: Date }>(
    sql`select p.payload, j.run_at from graphile_worker.jobs j join graphile_worker._private_jobs p using (id) where j.key = 'k'`,
  )
  assert.deepEqual(rows, [{ payload: { n: 3 }, run_at: at }])
  const done: unknown[] = []
  const jobs = running({ later: async (payload) => void done.push(payload) })
  await pause(300)
  assert.deepEqual(done, [])
  await db.run(
    sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key = 'k'), run_at := now())`,
  )
  await until(() => done.length === 1)
  await jobs.stop()
})

test('a task that fails is tried again', async () => {
  let tries = 0
  const jobs = running({
    shaky: async () => {
      tries += 1
      if (tries === 1) throw new Error('not yet')
    },
  })
  await db.transaction((tx) => saveJobs(tx, [{ task: 'shaky', payload: {} }]))
  await until(() => tries === 1)
  await until(
    async () =>
      (await db.maybe(
        sql`select from graphile_worker.jobs where task_identifier = 'shaky' and last_error like '%not yet%'`,
      )) !== null,
  )
  await db.run(
    sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'shaky'), run_at := now())`,
  )
  await until(() => tries === 2)
  await jobs.stop()
})

test('stopping lets a job end that is under way, and takes no new one', async () => {
  let [begun, ended] = [0, 0]
  const jobs = running({
    slow: async () => {
      begun += 1
      await pause(300)
      ended += 1
    },
  })
  await db.transaction((tx) =>
    saveJobs(
      tx,
      [1, 2, 3].map((n) => ({ task: 'slow', payload: { n } })),
    ),
  )
  await until(() => begun > 0)
  await jobs.stop()
  assert.deepEqual([begun === ended, begun <= 2], [true, true])
  assert.equal(await waiting(), 3 - ended)
})

test('stopping before anything was loaded, and twice, is clean', async () => {
  const jobs = startJobs({ databaseUrl: database.url, log, tasks: {}, crontab: '' })
  await Promise.all([jobs.stop(), jobs.stop()])
})

test('lost connections are made again: jobs go on when the database is back', async () => {
  let done = 0
  const jobs = running({ count: async () => void (done += 1) })
  await db.transaction((tx) => saveJobs(tx, [{ task: 'count', payload: {} }]))
  await until(() => done === 1)
  await db.run(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'causerie-jobs'`)
  await db.transaction((tx) => saveJobs(tx, [{ task: 'count', payload: {} }]))
  await until(() => done === 2)
  await jobs.stop()
})

test('idempotency keys are forgotten after their day', async () => {
  await db.run(
    sql`insert into idempotency_keys (key, command, actor, at) values ('old', 'c', 'a', now() - interval '25 hours'), ('new', 'c', 'a', now())`,
  )
  assert.equal(await forgetKeys(db, new Date(Date.now() - 86_400_000)), 1)
  assert.deepEqual(await db.rows(sql`select key from idempotency_keys`), [{ key: 'new' }])
})

test('what calls out and is not answered keeps nothing else waiting', async () => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => void (answer = resolve))
  const done: string[] = []
  let called = 0
  const jobs = startLanes(
    {
      databaseUrl: database.url,
      log,
      crontab: '',
      delayMs: 0,
      pollMs: 200,
      tasks: {
        async call() {
          called += 1
          await answered
          done.push('call')
        },
        mail: async () => void done.push('mail'),
        other: async () => void done.push('other'),
      },
    },
    [['call'], ['mail']],
  )
  try {
    const calls = Array.from({ length: 6 }, (_, n) => ({ task: 'call', payload: { n } }))
    await db.transaction((tx) => saveJobs(tx, calls))
    await until(() => called > 0)
    await db.transaction((tx) =>
      saveJobs(tx, [
        { task: 'mail', payload: {} },
        { task: 'other', payload: {} },
      ]),
    )
    await until(() => done.length === 2)
    assert.deepEqual(done.toSorted(), ['mail', 'other'])
    answer()
    await until(() => done.length === 8)
  } finally {
    answer()
    await jobs.stop()
  }
})
