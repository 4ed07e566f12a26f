import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { testApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession, waitingSession } from '../../../test/kit/sessions.ts'
import { uuid7 } from '../ids.ts'
import { prepareJobs } from '../jobs/run-jobs.ts'
import { clearTimer, setTimer } from '../timers/timer.ts'
import { writeLater } from './context.ts'

test('a write with an idempotency key is done once, and answered the same each time [P4]', async () => {
  const session = await servedSession()
  const { app, agent, visitor, conversationId } = session
  const key = uuid7()
  const submit = { conversationId, changes: { tags: ['late'] } }
  const first = await app.as(agent).run('ticket.submit', submit, key)
  await session.change({ tags: ['other'] })
  assert.deepEqual(await app.as(agent).run('ticket.submit', submit, key), first)
  assert.deepEqual((await session.ticket()).tags, ['other'])
  await assert.rejects(
    app.as(await app.agent()).run('ticket.submit', submit, key),
    refused('not_allowed'),
    'by somebody else',
  )
  await assert.rejects(
    app.as(agent).run('ticket.take', { conversationId }, key),
    refused('not_allowed'),
    'for something else',
  )
  const message = { messageId: uuid7(), content: { text: 'Hello' } }
  const started = await app.as(visitor).run('conversation.start', message, uuid7())
  const again = uuid7()
  assert.deepEqual(await app.as(visitor).run('conversation.start', message, again), started)
  assert.deepEqual(
    await app.as(visitor).run('conversation.start', message, again),
    started,
    'where the answer needs positions, too',
  )
  const reply = { conversationId, message: { messageId: uuid7(), content: { text: 'Hi' }, visibility: 'public' } }
  const told = await app.as(agent).run<{ message: object }>('ticket.submit', reply, again + 'x')
  assert.deepEqual(
    (await app.as(agent).run<{ message: object }>('ticket.submit', reply, again + 'x')).message,
    told.message,
  )
})

test('two with one key at the same time: one is done', async () => {
  const session = await servedSession()
  const key = uuid7()
  const note = () =>
    session.app
      .as(session.agent)
      .run('ticket.submit', { conversationId: session.conversationId, changes: { status: 'pending' } }, key)
  const [one, other] = await Promise.all([note(), note()])
  assert.deepEqual(one, other)
})

test('a transaction that fails leaves nothing: no row, no event, no timer set or cleared, nothing told', async () => {
  const { app } = await waitingSession()
  await app.engine.transact(async (ctx) => setTimer(ctx, 'kept', 'test.kept', new Date('2099-01-01')))
  const before = app.told.length
  const failing = app.engine.transact(async (ctx) => {
    setTimer(ctx, 'new', 'test.new', new Date('2099-01-01'))
    clearTimer(ctx, 'kept', 'test.kept')
    writeLater(ctx, ctx.tx.run(sql`select 1 / 0`))
  })
  await assert.rejects(failing, /division by zero/)
  const timers = await app.db.rows<{ subject: string }>(
    sql`select subject from timers where kind like 'test.%' order by 1`,
  )
  assert.deepEqual(timers, [{ subject: 'kept' }])
  assert.equal(app.told.length, before)
})

test('a commit that fails at its very end leaves nothing either', async () => {
  const { app } = await waitingSession()
  await app.engine.transact(async (ctx) => setTimer(ctx, 'stays', 'test.kept', new Date('2099-01-01')))
  await app.db.run(
    sql`create function fail_late() returns trigger language plpgsql as $$ begin raise exception 'too late'; end $$`,
  )
  await app.db.run(sql`create constraint trigger fail_late after insert on timers deferrable initially deferred
                       for each row when (new.subject = 'late') execute function fail_late()`)
  const failing = app.engine.transact(async (ctx) => {
    setTimer(ctx, 'late', 'test.new', new Date('2099-01-01'))
    clearTimer(ctx, 'stays', 'test.kept')
  })
  await assert.rejects(failing, /too late/)
  assert.deepEqual(await app.db.rows(sql`select subject from timers where subject in ('late', 'stays')`), [
    { subject: 'stays' },
  ])
})

test('what is owed to the outside goes into the queue with the commit, or not at all', async () => {
  const { app } = await waitingSession()
  await prepareJobs(app.db, app.databaseUrl)
  const owed = async () =>
    (await app.db.rows(sql`select from graphile_worker.jobs where task_identifier = 'test.owed'`)).length
  await app.engine.transact(
    async (ctx) =>
      void ctx.jobs.push(
        { task: 'test.owed', payload: { n: 1 } },
        { task: 'test.owed', payload: { n: 2 }, key: 'once' },
      ),
  )
  await app.engine.transact(async (ctx) => void ctx.jobs.push({ task: 'test.owed', payload: { n: 3 }, key: 'once' }))
  assert.equal(await owed(), 2)
  await assert.rejects(
    app.engine.transact(async (ctx) => {
      ctx.jobs.push({ task: 'test.owed', payload: {} })
      throw new Error('no')
    }),
    /no/,
  )
  assert.equal(await owed(), 2)
})

test('an unknown command, and one that is not for this kind of actor, are refused before anything is read', async () => {
  const app = await testApp()
  await assert.rejects(app.engine.execute({ kind: 'nobody' }, 'constructor', {}), refused('unknown_command'))
  await assert.rejects(app.engine.execute({ kind: 'nobody' }, 'ticket.submit', 7), refused('not_signed_in'))
  await assert.rejects(app.as(await app.visitor()).run('ticket.submit', 7), refused('not_allowed'))
})
