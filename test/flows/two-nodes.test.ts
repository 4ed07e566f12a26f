// reason: what must hold between two nodes, each with its test, over one small world.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileView } from '../../server/conversations/contract.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import type { EventView, ServerFrame } from '../../server/platform/protocol.ts'
import type { ConversationSnapshot, InboxRow } from '../../server/tickets/contract.ts'
import { event, type LiveClient } from '../kit/client.ts'
import { until } from '../kit/flows/server-process.ts'
import { known } from '../kit/known.ts'
import { servedSession } from '../kit/sessions.ts'
import { twoNodes } from '../kit/two-nodes.ts'

let world: ReturnType<typeof twoNodes> | undefined
const shared = () => (world ??= twoNodes())
const LONG = 60_000

type Frame<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>
const last = <T extends ServerFrame['t']>(client: LiveClient, t: T): Frame<T> | undefined =>
  client.frames.findLast((frame): frame is Frame<T> => frame.t === t)
const ofType =
  <T extends ServerFrame['t']>(t: T, fits: (frame: Frame<T>) => boolean = () => true) =>
  (frame: ServerFrame): frame is Frame<T> =>
    frame.t === t && fits(frame as Frame<T>)

/** A customer on the second node, an agent on each; all look at his conversation. */
async function scene() {
  const { first, second, nats, areUp } = await shared()
  const session = await servedSession({ app: first })
  const here = await first.live(session.agent)
  const colleague = await first.agent()
  const there = await second.live(colleague)
  const widget = await second.live(session.visitor)
  await here.join(session.topic)
  await there.join(session.topic)
  return { ...session, first, second, nats, areUp, here, there, widget, colleague }
}

const saying = (text: string) => (e: EventView) => known<{ message: { text: string } }>(e.data).message.text === text

test('two desks on two nodes and a customer hear the same messages, in the same order, as they are said', async () => {
  const { here, there, widget, topic, say, reply, note } = await scene() // [S0.23]
  await say('From the customer')
  await reply('From the desk')
  await note('Between us')
  await say('The end')
  for (const desk of [here, there]) await desk.until(event(topic, 'message.sent', saying('The end')), LONG)
  await widget.until(event(topic, 'message.sent', saying('The end')), LONG)
  assert.deepEqual(here.events(topic), there.events(topic))
  assert.ok(!JSON.stringify(widget.frames).includes('Between us'))
})

test('who types, who looks and who is here is known on the other node; a note’s typing never to the customer', async () => {
  const { first, here, there, widget, agent, colleague, visitor, conversationId, topic } = await scene()
  widget.send({ t: 'typing', conversationId, on: true })
  await here.until(
    ofType('typing', ({ by }) => by.kind === 'contact'),
    LONG,
  )
  there.send({ t: 'typing', conversationId, on: true, note: true })
  await here.until(
    ofType('typing', ({ note, by }) => note === true && by.kind === 'agent'),
    LONG,
  )
  here.send({ t: 'typing', conversationId, on: true })
  await there.until(
    ofType('typing', ({ by }) => by.kind === 'agent'),
    LONG,
  )
  await widget.until(
    ofType('typing', ({ by }) => by.kind === 'agent'),
    LONG,
  )
  // What was typed before it, in a note, would have come before it.
  assert.equal(widget.frames.filter((frame) => frame.t === 'typing').length, 1)

  // As a desk does that has just been opened: in one breath.
  const again = here.join(topic)
  here.send({ t: 'viewing', conversationId })
  there.send({ t: 'viewing', conversationId })
  await again
  const both = ofType('viewers', ({ users }) => users.length === 2)
  const seen = [await here.until(both, LONG), await there.until(both, LONG)]
  for (const { users } of seen)
    assert.deepEqual(new Set(users.map(({ id }) => id)), new Set([agent.userId, colleague.userId]))
  const snapshot = () => first.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)
  assert.equal((await snapshot()).viewers.length, 2)
  assert.equal((await snapshot()).contact.online, true)
  await there.close()
  await here.until(
    ofType('viewers', ({ users }) => users.length === 1),
    LONG,
  )

  widget.send({ t: 'page', url: 'https://shop.example/cart' })
  await here.until(
    ofType('presence', ({ page }) => page?.url === 'https://shop.example/cart'),
    LONG,
  )
  await widget.close()
  await here.until(
    ofType('presence', ({ contactId, online }) => contactId === visitor.contactId && !online),
    LONG,
  )
  assert.equal((await snapshot()).contact.online, false)
})

test('lists and counts move on both nodes, whoever changed them', async () => {
  const { first, second, here, there, conversationId, agent, say } = await scene()
  const asked = await Promise.all([here, there].map((desk) => desk.watch<{ rows: InboxRow[] }>('w', 'all')))
  for (const { rows } of asked) assert.ok(rows.some((row) => row.conversationId === conversationId))
  await say('Now in the list')
  const shows = ofType('list', ({ rows }) =>
    known<InboxRow[]>(rows).some((row) => row.conversationId === conversationId && row.preview === 'Now in the list'),
  )
  await Promise.all([here.until(shows, LONG), there.until(shows, LONG)])
  const before = (await second.counts.of(agent)).pending
  await first.as(agent).run('ticket.submit', { conversationId, changes: { status: 'pending' } })
  const counted = ofType('counts', ({ counts }) => counts.pending === before + 1)
  await Promise.all([here.until(counted, LONG), there.until(counted, LONG)])
  await second.as(agent).run('ticket.submit', { conversationId, changes: { status: 'open' } })
  const back = () => last(here, 'counts')?.counts.pending === before && last(there, 'counts')?.counts.pending === before
  await until(back)
  assert.equal(await second.counts.drift(), 0)
})

test('a view of one’s own is counted on the node where nothing happens, too', async () => {
  const { first, second, conversationId, agent } = await scene()
  const admin = first.as(await first.administrator())
  const { id } = await admin.run<{ id: number }>('view.save', {
    title: 'Urgent',
    active: true,
    sharing: { with: 'everybody' },
    definition: {
      conditions: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] },
      columns: ['subject'],
      group: null,
      sort: { by: 'activityAt', direction: 'desc' },
    },
  })
  const countThere = () => second.viewCounts.of(agent)[`v${id}`]
  await until(() => countThere() === 0)
  await first.as(agent).run('ticket.submit', { conversationId, changes: { priority: 'urgent' } })
  await until(() => countThere() === 1)
  await first.as(agent).run('ticket.submit', { conversationId, changes: { priority: 'low' } })
  await until(() => countThere() === 0)
  assert.equal(await second.viewCounts.drift(), 0)
})

test('whoever is deactivated on one node is out on the other: his sockets, and his cookie', async () => {
  const { first, second, there, colleague } = await scene()
  assert.equal((await second.ask(colleague, 'GET', '/api/v1/me')).statusCode, 200)
  await first.as(await first.administrator()).run('user.deactivate', { userId: colleague.userId })
  assert.equal(await there.closed, 4401)
  await until(async () => (await second.ask(colleague, 'GET', '/api/v1/me')).statusCode === 401)
})

test('what is posted to another node than the one with the stream comes to it; to nobody’s, it is refused', async () => {
  const { first, second, visitor, conversationId } = await scene()
  const ends = new AbortController()
  const post = (port: number, path: string, body: string) =>
    fetch(`http://127.0.0.1:${port}/api/v1/stream${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-causerie': '1' },
      body,
      signal: ends.signal,
    })
  const hello = JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token })
  const stream = await post(first.port, '', hello)
  let said = ''
  const reading = (async () => {
    for await (const piece of known<AsyncIterable<Uint8Array>>(stream.body)) said += Buffer.from(piece).toString()
  })().catch(() => {})
  await until(() => said.includes('"welcome"'))
  const id = /"connection":"([^"]+)"/.exec(said)?.[1] ?? ''
  const asked = JSON.stringify({ t: 'get', ref: 7, path: `/api/v1/widget/conversations/${conversationId}/thread` })
  assert.equal((await post(second.port, `/${id}`, asked)).status, 204)
  await until(() => said.includes('"ref":7'))
  assert.equal((await post(second.port, `/${id.replaceAll(/[0-9]/g, 'a')}`, asked)).status, 404)
  ends.abort()
  await reading
})

test('NATS dies: all goes on, a second later at most; it comes back by itself, and what is ephemeral with it', async () => {
  const { first, second, nats, areUp, here, there, widget, topic, say, reply, colleague, agent, conversationId } =
    await scene()
  await there.watch('w', 'all')
  await nats.kill()
  await until(() => !first.bus.ready() && !second.bus.ready())
  const ready = await second.ask(null, 'GET', '/ready')
  assert.deepEqual([ready.statusCode, ready.json()], [200, { database: true, bus: false, nodes: 1 }])
  const { position } = await there.join<{ position: number }>(topic)
  await say('Without a bus')
  await there.until(
    ofType('beat', ({ heads }) => (heads[topic] ?? 0) > position),
    LONG,
  )
  const { events } = await there.join<{ events: EventView[] }>(topic, position)
  assert.ok(events.some((each) => each.type === 'message.sent' && saying('Without a bus')(each)))
  await there.until(
    ofType('list', ({ rows }) => known<InboxRow[]>(rows).some(({ preview }) => preview === 'Without a bus')),
    LONG,
  )
  const before = (await second.counts.of(agent)).hold
  await first.as(agent).run('ticket.submit', { conversationId, changes: { status: 'hold' } })
  await there.until(
    ofType('counts', ({ counts }) => counts.hold === before + 1),
    LONG,
  )
  // Rights are taken away without a bus, too.
  const third = await first.agent()
  const elsewhere = await second.live(third)
  await first.as(await first.administrator()).run('user.deactivate', { userId: third.userId })
  assert.equal(await elsewhere.closed, 4401)

  await nats.start()
  await until(areUp)
  await reply('With a bus again')
  await widget.until(event(topic, 'message.sent', saying('With a bus again')), LONG)
  await there.until(event(topic, 'message.sent', saying('With a bus again')), LONG)
  here.send({ t: 'viewing', conversationId })
  await there.until(
    ofType('viewers', ({ users }) => users.some(({ id }) => id === agent.userId)),
    LONG,
  )
  assert.equal((await second.ask(colleague, 'GET', '/api/v1/me')).statusCode, 200)
})

test('a file that came to one node is read at the other, and a link of one opens at the other [S4.36]', async () => {
  const { first, second } = await shared()
  const { conversationId, visitor, agent } = await servedSession({ app: first })
  const form = new FormData()
  form.append('file', new Blob(['The invoice, line by line']), 'invoice.txt')
  const stored = await fetch(`http://127.0.0.1:${first.port}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}` },
    body: form,
  })
  const { id } = known<FileView>(await stored.json())
  const content = { text: 'Here it is', files: [id] }
  await second.as(visitor).run('message.send', { conversationId, messageId: uuid7(), content })
  const there = await second.ask(agent, 'GET', `/api/v1/files/${id}`)
  assert.deepEqual([there.statusCode, there.body], [200, 'The invoice, line by line'])
  const links = await second.ask(agent, 'POST', '/api/v1/files/links', { ids: [id] })
  const link = known<{ links: Record<string, string> }>(links.json()).links[id]
  assert.equal((await fetch(`http://127.0.0.1:${first.port}${link}`)).status, 200)
  assert.equal((await second.ask(await second.visitor(), 'GET', `/api/v1/files/${id}`)).statusCode, 404)
})

test('a timer set on the node that does not hold the timers fires all the same', async () => {
  const { first, second } = await shared()
  for (const app of [first, second]) {
    const { conversationId, visitor, agent } = await servedSession({
      app,
      style: 'live_chat_returning',
      closeAfterSeconds: 2,
    })
    await app.as(agent).run('ticket.submit', { conversationId, changes: { status: 'solved' } })
    const status = async () =>
      (await app.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)).ticket?.status
    await until(async () => (await status()) === 'closed')
    assert.ok(visitor.contactId > 0)
  }
})
