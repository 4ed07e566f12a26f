// reason: one story: the office, its troubles, and what must be true afterwards
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Database, openDatabase } from '../../server/platform/db.ts'
import { startEmbeddedDatabase } from '../../server/platform/embedded-database/start-embedded-database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { defaultSettings } from '../../server/routing/contract.ts'
import { decide } from '../../server/routing/pure/decide.ts'
import { listRouted } from '../../server/routing/queries-router.ts'
import { readAgents, workOf } from '../../server/routing/router/read.ts'
import { whenDone } from '../kit/database.ts'
import { type Desk, openDesk } from '../kit/flows/desk.ts'
import { dice } from '../kit/flows/dice.ts'
import { startNodes } from '../kit/flows/node-processes.ts'
import { newBrowser } from '../kit/flows/page.ts'
import { until } from '../kit/flows/server-process.ts'
import { makeVisitor, openWidget, type Widget } from '../kit/flows/widget.ts'
import { insertUser } from '../kit/people.ts'

const AGENTS = 6
const LIMIT = 2
const CUSTOMERS = 24
/** A client that was cut often waits up to half a minute between its tries. */
const LIMIT_MS = 300_000
const settings = {
  ...defaultSettings,
  enabled: true,
  refusedSeconds: 0,
  missedOffers: 0,
  lastAgentSeconds: 0,
  offerSeconds: { email: 0, messaging: 3, call: 0 },
}
type Worker = { userId: number; desk: Desk }

/** Law 8 through kills of either node, of NATS and of PostgreSQL: nothing lost, nothing given twice, nobody above his limit. */
test('two nodes, their bus and their database are killed while work is routed: all of it finds somebody, once', async () => {
  const { db, nodes, nats, database, url } = await startOffice()
  const workers = await openDesks(db, url)
  const widgets = await openWidgets(db, url)
  await switchOn(db, url)

  const chance = dice(4_711)
  const told: { conversationId: number; userId: number }[] = []
  let isOver = false
  whenDone(async () => void (isOver = true))
  const each = async (ms: number, act: () => Promise<unknown> | void) => {
    while (!isOver) {
      await act()
      await pause(ms)
    }
  }
  const office = [
    each(30, () => {
      const widget = chance.pick(widgets)
      if (widget.state().outbox.length < 10) widget.write('Is anybody there?')
    }),
    ...workers.map((worker) => each(100, () => work(worker, chance.below, told))),
  ]

  const when = dice(31_415)
  const troubles = [
    ...nodes.map((node) => async () => {
      await node.killServer()
      await node.start()
    }),
    async () => {
      await nats.kill()
      await pause(when.below(1_000))
      await nats.start()
    },
    async () => {
      const killed = database.pid
      process.kill(killed, 'SIGKILL')
      await until(() => database.pid !== killed, LIMIT_MS)
      for (const node of nodes) await until(() => isReady(node.url), LIMIT_MS)
    },
  ]
  for (const trouble of troubles) {
    const before = told.length
    await pause(500 + when.below(1_000))
    await trouble()
    // The next one strikes an office that works again.
    await until(async () => (await comeBack(db, workers), told.length >= before + 10), LIMIT_MS)
  }
  isOver = true
  await Promise.all(office)
  for (const node of nodes) assert.ok(node.isRunning(), node.said())

  await until(() => widgets.every((widget) => widget.state().outbox.length === 0), LIMIT_MS)
  // Until what can be given has been given.
  await until(async () => {
    await comeBack(db, workers)
    for (const worker of workers) await accept(worker, told)
    return isSettled(db)
  }, LIMIT_MS)

  const written = widgets.flatMap((widget) => widget.written)
  assert.ok(written.length > 100 && told.length >= 40, `only ${written.length} messages, ${told.length} given`)
  const stored = await db.rows<{ id: string }>(
    query(`select message_id::text as id from events
    where type = 'message.sent' and actor_kind = 'contact'`),
  )
  assert.deepEqual(stored.map(({ id }) => id).sort(), written.sort(), 'messages lost or doubled')
  for (const [wrong, text] of Object.entries(WRONG)) assert.deepEqual(await db.rows(query(text)), [], wrong)
  const had = await db.rows<{ key: string }>(query(HAD))
  const known = new Set(had.map(({ key }) => key))
  for (const { conversationId, userId } of told)
    assert.ok(known.has(`${conversationId}:${userId}`), `${userId} was told that ${conversationId} is his`)
})

const query = (text: string) => ({ name: '', text, values: [] })

async function startOffice() {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-office-'))
  // Root's database runs as another user, who must pass through.
  await chmod(folder, 0o755)
  const database = await startEmbeddedDatabase({ dataFolder: folder, log: { info() {}, warn() {}, error() {} } })
  whenDone(async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  await migrate(database.url)
  const db = openDatabase(database.url, { max: 4 })
  db.pool.on('connect', (client) => client.on('error', () => {}))
  whenDone(() => db.close())
  for (const text of [WATCH_TABLE, WATCH, WATCH_TRIGGER, LIVE_CHAT, CHANNEL]) await db.run(query(text))
  const { nodes, nats, url } = await startNodes(2, database)
  return { db: patient(db), nodes, nats, database, url }
}

/** What the test itself asks waits for a database that is being killed. */
function patient(db: Database): Database {
  const again =
    <Given extends unknown[], Answer>(ask: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      for (const deadline = Date.now() + LIMIT_MS; ; await pause(50))
        try {
          return await ask(...given)
        } catch (error) {
          if (Date.now() > deadline) throw error
        }
    }
  return { ...db, rows: again(db.rows) as Database['rows'] }
}

async function openDesks(db: Database, url: string): Promise<Worker[]> {
  const workers: Worker[] = []
  for (let n = 0; n < AGENTS; n += 1) {
    const { token, userId } = await insertUser(db, `agent-${n}`, 'agent', [1])
    const desk = await openDesk(newBrowser(url, `causerie_session=${token}`))
    whenDone(async () => desk.close())
    desk.show('mine')
    desk.show('unassigned')
    workers.push({ userId, desk })
  }
  return workers
}

async function openWidgets(db: Database, url: string): Promise<Widget[]> {
  const { key } = await db.row<{ key: string }>(query('select key from channels order by id limit 1'))
  const widgets: Widget[] = []
  for (let n = 0; n < CUSTOMERS; n += 1) {
    const browser = newBrowser(url)
    await makeVisitor(browser, key)
    const widget = await openWidget(browser, key)
    whenDone(async () => widget.close())
    widgets.push(widget)
  }
  return widgets
}

async function switchOn(db: Database, url: string): Promise<void> {
  await db.run({ name: 'limit', text: 'update capacity_rules set messaging = $1', values: [LIMIT] })
  const { token } = await insertUser(db, 'lead', 'administrator', [])
  const answer = await fetch(`${url}/api/v1/commands/routing.save_settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-causerie': '1', cookie: `causerie_session=${token}` },
    body: JSON.stringify(settings),
  })
  assert.equal(answer.status, 200, await answer.text())
}

/** He answers what he is offered, now and then by no or not at all, takes some himself, and ends what he has. */
async function work(
  worker: Worker,
  below: (limit: number) => number,
  told: { conversationId: number; userId: number }[],
) {
  const { desk } = worker
  if (below(8) === 0) return pause(below(4_000))
  const [offer] = desk.offered()
  if (offer !== undefined && below(6) === 0)
    await tried(desk.do('offer.decline', { conversationId: offer.conversationId, offerId: offer.id }))
  else await accept(worker, told)
  const [waiting] = desk.rowsOf('unassigned')
  if (waiting !== undefined && below(6) === 0)
    await tried(desk.do('ticket.take', { conversationId: waiting.conversationId }))
  for (const { conversationId } of desk.rowsOf('mine'))
    if (below(3) === 0) await tried(desk.do('ticket.submit', { conversationId, changes: { status: 'solved' } }))
}

async function accept({ desk, userId }: Worker, told: { conversationId: number; userId: number }[]): Promise<void> {
  for (const { conversationId, id } of desk.offered())
    if (await tried(desk.do('offer.accept', { conversationId, offerId: id }))) told.push({ conversationId, userId })
}

/** Refused, or cut: either is an answer that troubles may give. */
const tried = (doing: Promise<unknown>): Promise<boolean> =>
  doing.then(
    () => true,
    () => false,
  )

/** Whoever was not heard of for too long says that he is there. */
async function comeBack(db: Database, workers: readonly Worker[]): Promise<void> {
  const away = await db.rows<{ userId: number; statusId: number }>(query(AWAY))
  for (const { userId, statusId } of away)
    await tried(
      workers.find((each) => each.userId === userId)?.desk.do('agent_status.choose', { statusId }) ?? Promise.reject(),
    )
}

/** Nothing is being asked, and nothing that waits could be given to anybody. */
async function isSettled(db: Database): Promise<boolean> {
  const rows = await listRouted(db, null)
  if (rows.some(({ routing }) => routing.state === 'offered')) return false
  const now = new Date()
  return decide(rows.map(workOf), await readAgents(db, now), new Map(), settings, now.getTime()).length === 0
}

const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/ready`).catch(() => null))?.status === 200

const AWAY = `select s.user_id as "userId", o.id as "statusId" from agent_states s join agent_statuses o on o.key = 'online'
  join users u on u.id = s.user_id where u.name like 'agent-%' and s.status_id <> o.id`

// At the commit of each offer, while its agent is still locked: how much he has now. No moment is missed.
const WATCH_TABLE = 'create table test_above (user_id bigint, n int)'
const WATCH = `create function test_watch() returns trigger language plpgsql as $$ begin
  insert into test_above select (new.routing->>'holder')::bigint, count(*) from inbox
    where routing->>'holder' = new.routing->>'holder' and routing->>'state' in ('held', 'offered') having count(*) > ${LIMIT};
  return null; end $$`
const WATCH_TRIGGER = `create constraint trigger test_watch after update on inbox deferrable initially deferred for each row
  when (new.routing->>'state' = 'offered' and old.routing->>'state' <> 'offered') execute function test_watch()`

// Solved, it is over: what the customer writes then is new work.
const LIVE_CHAT = `update styles set close_after_seconds = 0, undo_seconds = 0 where kind = 'live_chat'`
const CHANNEL = `update channels set style_id = (select id from styles where kind = 'live_chat' order by id limit 1)`

/** What may not be, and how it would be found. */
const WRONG = {
  'offered above the limit': 'select * from test_above',
  'given to somebody while another had it': `select stream, position from events where type = 'ticket.updated'
    and data->'changes'->'assigneeId'->>0 is not null and data->'changes'->'assigneeId'->>1 is not null`,
  'offered while offered, or while somebody had it': `select * from (
      select stream, position, count(*) filter (where type = 'offer.made') over log
        - count(*) filter (where type = 'offer.ended') over log as open
      from events where type in ('offer.made', 'offer.ended') window log as (partition by stream order by position)
    ) offers where open not in (0, 1)`,
  'accepted twice without a queue between': `select * from (
      select stream, position, type, lag(type) over (partition by stream order by position) as before
      from events where type = 'queue.entered' or (type = 'offer.ended' and data->>'outcome' = 'accepted')
    ) steps where type = 'offer.ended' and before is distinct from 'queue.entered'`,
  'neither queued nor anybody’s': `select conversation_id from inbox where status in ('new', 'open') and session <> 'ended'
    and assignee_id is null and (coalesce(routing->>'state', '') <> 'waiting' or routing->>'enteredAt' is null)`,
  'an open offer that nobody is asked': `select o.id from offers o left join inbox i
    on i.conversation_id = o.conversation_id and (i.routing->'offer'->>'id')::bigint = o.id where o.outcome is null and i.conversation_id is null`,
  'loads that differ from what is held': `select a.user_id from agent_states a where a.messaging + a.email + a.call <> (
    select count(*) from inbox i where (i.routing->>'holder')::bigint = a.user_id and i.routing->>'state' in ('held', 'offered'))`,
}

/** Whose each conversation ever was. */
const HAD = `select distinct split_part(stream, ':', 2) || ':' || (data->'changes'->'assigneeId'->>1) as key from events
  where type = 'ticket.updated' and data->'changes'->'assigneeId'->>1 is not null`
