// reason: several agents fall silent at once, because waiting until that is noticed takes its time
import assert from 'node:assert/strict'
import { createServer, connect, type Socket, type AddressInfo } from 'node:net'
import { before, test } from 'node:test'
import sql from 'sql-template-tag'
import { connectLive } from '../../../test/kit/client.ts'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { known } from '../../../test/kit/known.ts'
import { routingOn, until } from '../../../test/kit/routing.ts'
import type { WorkView } from '../contract.ts'
import { listLost } from './queries.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  await routingOn(app, admin)
})

const workOf = (agent: Agent) => app.as(agent).get<WorkView>('/api/v1/me/work')
const statusId = async (key: string) =>
  (
    await app.db.row<{ id: number }>({
      name: 'test.status_id',
      text: 'select id from agent_statuses where key = $1',
      values: [key],
    })
  ).id
const goOnline = async (agent: Agent) =>
  app.as(agent).run('agent_status.choose', { statusId: await statusId('online') })
const heardUntil = (agent: Agent) =>
  app.db.row<{ until: Date }>({
    name: 'test.lease_until',
    text: 'select until from agent_leases where user_id = $1',
    values: [agent.userId],
  })

test('a new password while one is online: signed out everywhere and in again at once, and still online [ID4]', async () => {
  const agent = await app.agent()
  await goOnline(agent)
  const { link } = await app.as(admin).run<{ link: string }>('user.renew_invitation', { userId: agent.userId })
  const token = link.replace('/welcome/', '')
  const chosen = await app.ask(
    null,
    'POST',
    '/api/v1/welcome',
    { token, name: agent.name, password: 'another long secret' },
    { 'x-causerie': '1' },
  )
  assert.equal(chosen.statusCode, 200, chosen.body)
  const [session] = chosen.cookies
  const { statusId: now } = await workOf({ ...agent, token: session?.value ?? '' })
  const { me } = chosen.json<{ me: { availability: string } }>()
  assert.deepEqual([me.availability, now], ['online', await statusId('online')])
})

/** A line that can be cut: both ends are told. */
async function cuttable() {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(app.port, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = known<AddressInfo>(server.address())
  const cut = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  return {
    port,
    cut,
    close: () => {
      cut()
      server.close()
    },
  }
}

test('a closed laptop is offline within 30 seconds, a flaky link is not; a desk by the fallback is asked too [S2.10] [AV2]', async () => {
  const [silent, flaky, streamed] = [await app.agent(), await app.agent(), await app.agent()]
  const line = await cuttable()
  const laptop = await app.live(silent)
  const first = await connectLive(line.port, { as: 'user' }, flaky.token)
  const stream = await openStream(streamed)
  for (const agent of [silent, flaky, streamed]) await goOnline(agent)
  assert.equal((await workOf(silent)).cause, 'chosen')

  const silentSince = Date.now()
  // The other side takes what it is sent, and never answers: no end of the connection is told.
  laptop.socket.pause()
  stream.answers = false
  line.cut()
  await first.closed
  await until(async () => (await heardUntil(flaky)).until.getTime() - Date.now() < 12_000, 'a while without the link')
  const second = await connectLive(line.port, { as: 'user' }, flaky.token)

  for (const agent of [silent, streamed]) {
    const lost = await until(async () => {
      const work = await workOf(agent)
      return work.cause === 'lost' && work
    }, 'offline')
    assert.equal(lost.statusId, await statusId('offline'))
    assert.ok(Date.parse(lost.since) - silentSince < 30_000, `noticed after ${Date.parse(lost.since) - silentSince} ms`)
  }
  const still = await workOf(flaky)
  assert.deepEqual([still.statusId, still.cause, still.isHere], [await statusId('online'), 'chosen', true])
  await second.close()
  stream.end()
  line.close()
})

test('whoever comes back after his desk was lost is given the time to open one [AV2]', async () => {
  const back = await app.agent()
  await app.db.run(
    sql`insert into agent_leases (user_id, until, active_at) values (${back.userId}, now() - interval '1 hour', now())`,
  )
  await goOnline(back)
  const since = Date.parse((await workOf(back)).since)
  const lostAfter = async (seconds: number) =>
    (await listLost(app.db, new Date(since + seconds * 1_000))).includes(back.userId)
  assert.deepEqual([await lostAfter(15), await lostAfter(25)], [false, true])
})

/** A desk over the streamed fallback, which answers the server's question as long as it is told to. */
async function openStream(agent: Agent) {
  const abort = new AbortController()
  const headers = {
    'content-type': 'text/plain',
    'x-causerie': '1',
    cookie: `causerie_session=${agent.token}`,
  }
  const desk = { answers: true, end: () => abort.abort() }
  const answer = await fetch(`http://127.0.0.1:${app.port}/api/v1/stream`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ t: 'hello', v: 1, as: 'user' }),
    signal: abort.signal,
  })
  let tellAnswered = () => {}
  const answered = new Promise<void>((resolve) => void (tellAnswered = resolve))
  void (async () => {
    let connection = ''
    for await (const text of known<AsyncIterable<string>>(answer.body?.pipeThrough(new TextDecoderStream())))
      for (const lineOf of text.split('\n').filter((each) => each !== '')) {
        const frame = known<{ t: string; connection?: string }>(JSON.parse(lineOf))
        if (frame.t === 'stream') connection = frame.connection ?? ''
        if (frame.t !== 'ping' || !desk.answers) continue
        await fetch(`http://127.0.0.1:${app.port}/api/v1/stream/${connection}`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ t: 'pong' }),
        })
        tellAnswered()
      }
  })().catch(() => {})
  await answered
  return desk
}
