import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { uuid7 } from '../../server/platform/ids.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { authenticateVisitor } from '../../server/contacts/index.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { refused } from '../kit/people.ts'
import { servedSession, type Session, waitingSession } from '../kit/sessions.ts'

/** Law 11: one bad command in a shared commit costs only itself. Faults are put into the database itself. */

async function fault(app: TestApp, body: string): Promise<() => Promise<unknown>> {
  await app.db.run(sql([`create sequence if not exists test_faults`]))
  await app.db.run(
    sql([
      `create or replace function test_fault() returns trigger language plpgsql as $$ begin ${body} return new; end $$`,
    ]),
  )
  await app.db.run(
    sql([`create or replace trigger test_fault before insert on messages for each row execute function test_fault()`]),
  )
  return () => app.db.run(sql([`drop trigger test_fault on messages`]))
}

/** Handed to the engine in one turn, so that they share commits. */
async function sendTogether(app: TestApp, sessions: Session[], texts: string[]) {
  const actors = await Promise.all(sessions.map(({ visitor }) => authenticateVisitor(app.db, visitor.token)))
  return Promise.allSettled(
    texts.map((text, index) => {
      const place = index % sessions.length
      const input = { conversationId: sessions[place]?.conversationId, messageId: uuid7(), content: { text } }
      return app.engine.execute(actors[place] ?? { kind: 'nobody' }, 'message.send', input)
    }),
  )
}

async function sizes(app: TestApp): Promise<number> {
  const { values } = (await app.http.inject('/metrics')).payload.split('\n').reduce(
    (found, line) => {
      const match = /^causerie_shared_commit_size_(count|sum)\{command="message.send"\} (\d+)/.exec(line)
      return match === null ? found : { values: { ...found.values, [match[1] ?? '']: Number(match[2]) } }
    },
    { values: { count: 0, sum: 0 } },
  )
  return values.sum / values.count
}

const texts = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}`)

test('a fault of one is told to that one; all others are stored, each once', async () => {
  const app = await testApp()
  const sessions = await Promise.all(Array.from({ length: 6 }, () => waitingSession()))
  const stop = await fault(app, `if new.content->>'text' like '%BOOM%' then raise exception 'boom'; end if;`)
  const given = texts(60).map((text, index) => (index === 17 || index === 40 ? `${text} BOOM` : text))
  const results = await sendTogether(app, sessions, given)
  await stop()
  for (const [index, result] of results.entries())
    assert.equal(result.status, given[index]?.includes('BOOM') ? 'rejected' : 'fulfilled', `message ${index}`)
  for (const [place, session] of sessions.entries()) {
    const { thread } = await session.snapshot()
    const stored = thread.events.flatMap((e) =>
      e.type === 'message.sent' ? [(e.data.message as { text: string }).text] : [],
    )
    assert.deepEqual(
      stored.slice(1).sort(),
      given.filter((text, index) => index % 6 === place && !text.includes('BOOM')).sort(),
    )
    assert.deepEqual(
      thread.events.map((e) => e.p),
      thread.events.map((_, index) => index + 1),
      'no gap where the fault was',
    )
  }
})

test('a refusal refuses only its own', async () => {
  const app = await testApp()
  const [good, ended, closed] = await Promise.all([
    servedSession(),
    servedSession(),
    servedSession({ style: 'live_chat', closeAfterSeconds: 0 }),
  ])
  await ended.end()
  await closed.solve()
  await app.later(0)
  const before = await sizes(app)
  const results = await sendTogether(app, [good, ended, closed], texts(30))
  for (const [index, result] of results.entries()) {
    if (index % 3 === 0) assert.equal(result.status, 'fulfilled')
    else
      assert.ok(
        result.status === 'rejected' &&
          refused(index % 3 === 1 ? 'session_ended' : 'conversation_closed')(result.reason),
      )
  }
  assert.ok((await sizes(app)) > Math.min(before, 2), 'they did share commits')
})

test('what PostgreSQL gave up by itself is done again, unseen', async () => {
  const app = await testApp()
  const sessions = await Promise.all([servedSession(), servedSession()])
  const stop = await fault(
    app,
    `if nextval('test_faults') % 20 = 1 then raise exception 'deadlock' using errcode = '40P01'; end if;`,
  )
  const results = await sendTogether(app, sessions, texts(12))
  await stop()
  assert.deepEqual(
    results.map((result) => result.status),
    Array.from({ length: 12 }, () => 'fulfilled'),
  )
})

test('a lost connection is told as "try again", and the same ids then give one message each', async () => {
  const app = await testApp()
  const session = await servedSession()
  const ids = texts(10).map(() => uuid7())
  const visitor = await authenticateVisitor(app.db, session.visitor.token)
  const send = (messageId: string) =>
    app.engine.execute(visitor ?? { kind: 'nobody' }, 'message.send', {
      conversationId: session.conversationId,
      messageId,
      content: { text: messageId },
    })
  const stop = await fault(
    app,
    `if nextval('test_faults') % 3 = 0 then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); end if;`,
  )
  const first = await Promise.allSettled(ids.map(send))
  await stop()
  for (const result of first)
    if (result.status === 'rejected')
      assert.ok(result.reason instanceof Refusal && result.reason.code === 'unavailable', String(result.reason))
  assert.ok(first.some((result) => result.status === 'rejected'))
  await Promise.all(ids.map(send))
  const { thread } = await session.snapshot()
  const stored = thread.events.flatMap((e) =>
    e.type === 'message.sent' ? [(e.data.message as { id: string }).id] : [],
  )
  assert.deepEqual(stored.slice(1).sort(), ids.toSorted())
})
