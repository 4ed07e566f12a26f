import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendEvents } from '../../server/platform/events/append.ts'
import type { ServerFrame } from '../../server/platform/protocol.ts'
import type { InboxPage } from '../../server/tickets/contract.ts'
import { startApp } from '../kit/app.ts'
import { event } from '../kit/client.ts'
import { servedSession } from '../kit/sessions.ts'

type App = Awaited<ReturnType<typeof startApp>>

/** What desks and customers do all day, so that every hot statement is prepared on some connection. */
async function work(app: App) {
  const session = await servedSession({ app })
  const desk = await app.live(session.agent)
  const widget = await app.live(session.visitor)
  await desk.join(session.topic)
  await desk.watch('w', 'all')
  await Promise.all(Array.from({ length: 20 }, (_, n) => session.say(`Where is it? ${n}`)))
  await session.reply('On its way')
  await session.note('It is late')
  await widget.until(event(session.topic, 'message.sent'), 60_000)
  await session.submit({ changes: { priority: 'high', tags: ['late'] } })
  await app.as(session.agent).get<InboxPage>('/api/v1/inbox', { view: 'all' })
  await session.snapshot()
  await session.solve()
  await session.start('And now?')
  return { ...session, desk }
}

test('a newer server adds to every table while this one works: it goes on, statements prepared before included', async () => {
  const app = await startApp()
  await work(app)
  const tables = await app.db.rows<{ name: string }>({
    name: 'test.tables',
    text: `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    values: [],
  })
  for (const { name } of tables)
    await app.db.run({ name: '', text: `alter table ${name} add column of_a_later_version int`, values: [] })
  await Promise.all(Array.from({ length: 8 }, () => work(app)))
})

test('an event of a kind that only a newer server knows: a desk here is told where its topic stands, and misses nothing after it', async () => {
  const app = await startApp()
  const { desk, topic, reply, conversationId, agent } = await work(app)
  const before = await desk.join<{ position: number }>(topic)
  const [stored] = await app.engine.transact((ctx) =>
    appendEvents(
      ctx.tx,
      [
        {
          type: 'conversation.of_a_later_version',
          stream: topic,
          by: { kind: 'agent', id: agent.userId },
          data: { conversationId },
          isPublic: true,
          cause: 'test',
        },
      ],
      new Date(),
      () => 1,
    ),
  )
  assert.equal(stored?.position, before.position + 1)
  await desk.until(
    (frame): frame is Extract<ServerFrame, { t: 'beat' }> =>
      frame.t === 'beat' && (frame.heads[topic] ?? 0) > before.position,
    60_000,
  )
  const since = await desk.join<{ position: number; events: unknown[] }>(topic, before.position)
  assert.deepEqual(since, { ...since, position: before.position + 1, events: [] })
  const told = await reply('Still here').catch(() => null)
  assert.ok(told !== null)
})
