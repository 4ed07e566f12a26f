import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { EventView } from '../../../server/platform/protocol.ts'
import { openDatabase } from '../../../server/platform/db.ts'
import { createLogger } from '../../../server/platform/log.ts'
import { createLiveCounts } from '../../../server/tickets/index.ts'
import { known } from '../known.ts'
import type { Crowd, Talk } from './crowd.ts'

/** A client that was cut often waits up to half a minute between its tries. */
const LIMIT_MS = 300_000

/**
 * Waits until all who wrote agree with what is stored: nothing lost, nothing doubled, one order for everybody. What never
 * comes to agree is thrown, as the difference that was left.
 */
export async function agree(crowd: Crowd): Promise<{ messages: number }> {
  const db = openDatabase(await crowd.server.databaseUrl(), { max: 2 })
  const counts = createLiveCounts({ db, log: createLogger('silent'), desks: () => [], views: null })
  try {
    return await eventually(async () => {
      for (const { widget } of crowd.talks) assert.deepEqual(widget.state().outbox, [], 'unsent in a widget')
      for (const desk of crowd.desks) assert.deepEqual(desk.unsent(), [], 'unsent in a desk')
      const stored = await readStored(db)
      for (const talk of crowd.talks) await compare(crowd, talk, stored.get(talk.conversationId) ?? [])
      const messages = [...stored.values()].flat()
      assert.equal(messages.length, new Set(messages.map(({ id }) => id)).size, 'a message is there twice')
      assert.equal(
        messages.length,
        await count(db, 'select count(*)::int as n from messages'),
        'messages and their events',
      )
      assert.equal(await count(db, GAPS), 0, 'streams with a gap')
      assert.equal(await count(db, 'select count(*)::int as n from conversations'), crowd.talks.length, 'conversations')
      assert.equal(await counts.drift(), 0, 'counts that differ from the rows')
      for (const desk of crowd.desks) {
        const open = await count(db, `select count(*)::int as n from inbox where status <> 'closed'`)
        assert.equal(desk.live().counts.get()?.all, open, 'the count a desk shows')
      }
      return { messages: messages.length }
    })
  } finally {
    counts.stop()
    await db.close()
  }
}

type Stored = { id: string; by: string }

async function compare({ desks }: Crowd, { conversationId, widget }: Talk, stored: Stored[]): Promise<void> {
  const where = `conversation ${conversationId}`
  const order = stored.map(({ id }) => id)
  const of = (kind: string) => stored.flatMap(({ id, by }) => (by === kind ? [id] : []))
  assert.deepEqual(of('contact'), widget.written, `${where}: what its customer wrote`)
  const mine = widget.state().conversations.find(({ id }) => id === conversationId)
  if (mine !== undefined && mine.from > 1) await widget.readAll()
  assert.deepEqual(messageIds(mine?.events ?? []), order, `${where}: as the customer sees it`)
  const answers = new Set(of('agent'))
  for (const desk of desks) {
    const written = desk.written.get(conversationId) ?? []
    assert.deepEqual(
      of('agent').filter((id) => written.includes(id)),
      written,
      `${where}: what a desk wrote`,
    )
    for (const id of written) answers.delete(id)
    const held = desk.held(conversationId)
    if (held?.snapshot.thread.hasEarlier === true) await desk.loadEarlier(conversationId)
    assert.deepEqual(messageIds(held?.snapshot.thread.events ?? []), order, `${where}: as a desk sees it`)
  }
  assert.deepEqual([...answers], [], `${where}: answers nobody wrote`)
}

const messageIds = (events: readonly EventView[]): string[] =>
  events.flatMap(({ type, data }) => (type === 'message.sent' ? [known<{ id: string }>(data.message).id] : []))

type Db = ReturnType<typeof openDatabase>

/** Messages by conversation, in the order of the log. */
async function readStored(db: Db): Promise<Map<number, Stored[]>> {
  const rows = await db.rows<Stored & { conversation: number }>({
    name: 'test.stored',
    text: `select split_part(stream, ':', 2)::bigint as conversation, message_id::text as id, actor_kind as by
           from events where type = 'message.sent' order by stream, position`,
    values: [],
  })
  return Map.groupBy(rows, ({ conversation }) => conversation)
}

const count = async (db: Db, text: string): Promise<number> =>
  (await db.row<{ n: number }>({ name: '', text, values: [] })).n

/** Positions run from one without a gap, all of them and the public ones, up to what the stream's counter says. */
const GAPS = `
select count(*)::int as n from (
  select 1 from events join streams using (stream)
  group by stream, streams.position, streams.public_position
  having count(*) <> streams.position or max(events.position) <> streams.position
    or count(events.public_position) <> streams.public_position
    or count(distinct events.public_position) <> streams.public_position
) wrong`

/** Tries until it holds; the last reason why not is the failure. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + LIMIT_MS
  for (;;)
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(200)
    }
}
