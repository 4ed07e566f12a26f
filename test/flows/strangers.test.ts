import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import type { FileView } from '../../server/conversations/contract.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import type { ConversationSnapshot, InboxPage } from '../../server/tickets/contract.ts'
import { type Agent, startApp, type Visitor } from '../kit/app.ts'
import { fitting } from '../kit/arbitrary.ts'
import { No } from '../kit/client.ts'
import { restingContent } from '../kit/content.ts'
import { known } from '../kit/known.ts'
import { servedSession } from '../kit/sessions.ts'

// What others may not do, tried over the doors of a running server: HTTP with its cookies and headers, and sockets.
const app = await startApp()
const base = `http://127.0.0.1:${app.port}`

/** Somebody's conversation, an agent of another group, a stranger with a widget of his own. */
async function people() {
  const session = await servedSession({ app })
  const admin = await app.administrator()
  const group = await app
    .as(admin)
    .run<{ id: number }>('group.save', { name: `Elsewhere ${admin.userId}`, members: [] })
  return { ...session, admin, stranger: await app.visitor(), elsewhere: await app.agent('agent', [group.id]) }
}

const COMMANDS = (conversationId: number): [name: string, input: Record<string, unknown>][] => [
  ['message.send', { conversationId, messageId: uuid7(), content: { text: 'mine now' } }],
  ['conversation.mark', { conversationId, read: 1 }],
  ['session.end', { conversationId }],
  ['ticket.take', { conversationId }],
  ['ticket.submit', { conversationId, changes: { status: 'solved' } }],
  [
    'ticket.submit',
    { conversationId, message: { messageId: uuid7(), content: { text: 'mine now' }, visibility: 'note' } },
  ],
  ['ticket.undo_solve', { conversationId }],
  ['draft.save', { conversationId, visibility: 'public', text: 'mine now', files: [] }],
]

const readsOf = (conversationId: number): string[] => [
  `/api/v1/conversations/${conversationId}`,
  `/api/v1/conversations/${conversationId}/thread`,
  `/api/v1/conversations/${conversationId}/export?format=html`,
  `/api/v1/conversations/${conversationId}/export?format=json`,
  `/api/v1/conversations/${conversationId}/history?format=csv`,
  `/api/v1/widget/conversations/${conversationId}/thread`,
]

const REFUSED = [401, 403, 404]

/** All there is, but for when contacts were last here: that is told by their coming. */
async function content(): Promise<Record<string, unknown>> {
  // Whoever opens a desk has a status from then on.
  const { 'public.contacts': _, 'public.agent_states': __, ...rest } = await restingContent(app.databaseUrl)
  return rest
}

async function assertRefused(who: Agent | Visitor | null, conversationId: number): Promise<void> {
  for (const [name, input] of COMMANDS(conversationId)) {
    const { statusCode } = await app.ask(who, 'POST', `/api/v1/commands/${name}`, input)
    assert.ok(REFUSED.includes(statusCode), `${name}: ${statusCode}`)
  }
  for (const where of readsOf(conversationId)) {
    const { statusCode, body } = await app.ask(who, 'GET', where)
    assert.ok(REFUSED.includes(statusCode), `${where}: ${statusCode} ${body}`)
  }
}

async function assertRefusedLive(who: Agent | Visitor, conversationId: number): Promise<void> {
  const client = await app.live(who)
  const refused = async (work: Promise<unknown>, what: string) =>
    assert.ok((await work.catch((error: unknown) => error)) instanceof No, what)
  for (const [name, input] of COMMANDS(conversationId)) await refused(client.do(name, input), name)
  for (const where of readsOf(conversationId)) await refused(client.get(where.split('?')[0] ?? ''), where)
  await refused(client.join(`conversation:${conversationId}`), 'join')
  client.send({ t: 'typing', conversationId, on: true })
  client.send({ t: 'viewing', conversationId })
  await client.settled()
  assert.deepEqual(client.events(`conversation:${conversationId}`), [])
}

test('nobody, another visitor, and an agent of another group do, read and hear nothing of a conversation', async () => {
  const { conversationId, stranger, elsewhere, agent, visitor } = await people()
  const [desk, widget] = [await app.live(agent), await app.live(visitor)]
  await desk.join(`conversation:${conversationId}`)
  const before = await content()
  for (const who of [null, stranger, elsewhere]) await assertRefused(who, conversationId)
  for (const who of [stranger, elsewhere]) await assertRefusedLive(who, conversationId)
  assert.deepEqual(await content(), before)
  await desk.settled()
  await widget.settled()
  const marks = [...desk.frames, ...widget.frames].filter(
    (frame) => frame.t === 'typing' || (frame.t === 'viewers' && frame.users.length > 0),
  )
  assert.deepEqual(marks, [], 'not even a mark of who types or looks')
})

test('a conversation of another group is in no list, count or search, and its contact in none of its links', async () => {
  const { conversationId, elsewhere, say, visitor } = await people()
  await say('a word nobody else uses: zanzibar')
  const { rows } = await app.as(elsewhere).get<InboxPage>('/api/v1/inbox', { view: 'all', limit: '100' })
  assert.ok(!rows.some((row) => row.conversationId === conversationId))
  const { counts } = await app.as(elsewhere).get<{ counts: Record<string, number> }>('/api/v1/inbox/counts')
  assert.equal(counts.all, rows.length)
  const found = await app.ask(elsewhere, 'GET', '/api/v1/inbox/find?q=zanzibar')
  assert.ok(!found.body.includes(`"conversationId":${conversationId},`), found.body)
  const { statusCode } = await app.ask(visitor, 'GET', '/api/v1/inbox?view=all')
  assert.ok(REFUSED.includes(statusCode))
})

test('a stolen message id opens nothing: it is a retry key, not a right', async () => {
  const { visitor, stranger, agent, conversationId, elsewhere } = await people()
  const messageId = uuid7()
  const text = 'my address is 4 Mill Lane'
  await app.as(visitor).run('message.send', { conversationId, messageId, content: { text } })
  for (const [who, name, input] of [
    [stranger, 'message.send', { conversationId, messageId, content: { text } }],
    [elsewhere, 'ticket.submit', { conversationId, message: { messageId, content: { text }, visibility: 'public' } }],
    [
      agent,
      'ticket.submit',
      { conversationId, message: { messageId, content: { text }, visibility: 'public' }, anyway: true },
    ],
    [visitor, 'message.send', { conversationId, messageId, content: { text: 'other words' } }],
  ] as const) {
    const { statusCode, body } = await app.ask(who, 'POST', `/api/v1/commands/${name}`, input)
    assert.ok(statusCode >= 400 && statusCode < 500, `${name}: ${statusCode}`)
    assert.ok(!body.includes('Mill Lane'), body)
  }
  // In a conversation of his own the same id is another message.
  const own = await app
    .as(stranger)
    .run<{ conversationId: number }>('conversation.start', { messageId, content: { text: 'hi' } })
  assert.notEqual(own.conversationId, conversationId)
  const { thread } = await app.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)
  const said = thread.events.filter((e) => known<{ message?: { id: string } }>(e.data).message?.id === messageId)
  assert.equal(said.length, 1)
})

test('a file of another visitor, or of a conversation of another group, is neither read, linked nor sent', async () => {
  const { visitor, stranger, elsewhere, conversationId, admin } = await people()
  const form = new FormData()
  form.append('file', new Blob(['the contract']), 'contract.txt')
  const uploaded = await fetch(`${base}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}` },
    body: form,
  })
  const { id } = known<FileView>(await uploaded.json())
  await app
    .as(visitor)
    .run('message.send', { conversationId, messageId: uuid7(), content: { text: 'here', files: [id] } })
  assert.equal((await app.ask(admin, 'GET', `/api/v1/files/${id}`)).statusCode, 200)
  for (const who of [null, stranger, elsewhere]) {
    assert.ok(REFUSED.includes((await app.ask(who, 'GET', `/api/v1/files/${id}`)).statusCode))
    const links = await app.ask(who, 'POST', '/api/v1/files/links', { ids: [id] })
    assert.ok(!links.body.includes(id), links.body)
  }
  const start = { messageId: uuid7(), content: { text: 'look', files: [id] } }
  const { statusCode } = await app.ask(stranger, 'POST', '/api/v1/commands/conversation.start', start)
  assert.ok(statusCode >= 400 && statusCode < 500)
})

test('without a session no endpoint of the desk answers, and a visitor is not of the desk', async () => {
  const { stranger } = await people()
  type Described = { parameters?: { in: string; name: string; required?: boolean; schema: unknown }[] }
  const { paths } = known<{ paths: Record<string, Record<string, Described>> }>(
    (await app.ask(null, 'GET', '/api/v1/openapi.json')).json(),
  )
  // Doors that are there for everybody, or for visitors: each has its own tests.
  const open =
    /^\/api\/v1\/(sign-in|sign-out|welcome|invitations?|links?|widget|files|stream|version|password-reset|commands\/(conversation\.start|message\.send|conversation\.mark|session\.end|contact\.claim|visitor\.|contact\.details|transcript\.send|survey\.rate|ticket\.fill))/
  const refusedAt: string[] = []
  for (const [where, methods] of Object.entries(paths))
    for (const [method, { parameters = [] }] of Object.entries(methods)) {
      if (open.test(where)) continue
      // With what some of them need to be asked at all.
      const needed = parameters.flatMap(({ in: place, name, required, schema }): [string, string][] =>
        place === 'query' && required === true
          ? [[name, String(fc.sample(fitting(schema), { numRuns: 1, seed: 1 })[0])]]
          : [],
      )
      const url = `${where.replaceAll(/\{\w+\}/g, '1')}?${new URLSearchParams(needed)}`
      const ask = method.toUpperCase()
      if (ask !== 'GET' && ask !== 'POST' && ask !== 'PUT' && ask !== 'DELETE') continue
      for (const who of [null, stranger]) {
        const { statusCode } = await app.ask(who, ask, url, ask === 'GET' ? undefined : {})
        assert.ok(REFUSED.includes(statusCode), `${ask} ${where} as ${who?.kind ?? 'nobody'}: ${statusCode}`)
      }
      refusedAt.push(where)
    }
  assert.ok(refusedAt.length > 40, `only ${refusedAt.length} were tried`)
})

test('another site can use neither cookie nor socket: no header, another origin, a form', async () => {
  const { agent, conversationId } = await people()
  const cookie = `causerie_session=${agent.token}`
  const before = await content()
  const post = (
    headers: Record<string, string>,
    body = JSON.stringify({ conversationId, changes: { status: 'solved' } }),
  ) => fetch(`${base}/api/v1/commands/ticket.submit`, { method: 'POST', headers: { cookie, ...headers }, body })
  const json = { 'content-type': 'application/json' }
  for (const headers of [
    json,
    { ...json, origin: 'https://evil.example' },
    { ...json, 'x-causerie': '1', origin: 'https://evil.example' },
    { ...json, 'x-causerie': '1', origin: 'null' },
    { ...json, 'x-causerie': '1', 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
  ])
    assert.ok([400, 403, 415].includes((await post(headers)).status), JSON.stringify(headers))
  // What it may send without asking first, it may not read.
  const read = await fetch(`${base}/api/v1/inbox?view=all`, { headers: { cookie, origin: 'https://evil.example' } })
  assert.equal(read.headers.get('access-control-allow-origin'), null)

  for (const origin of ['https://evil.example', 'null', `http://127.0.0.1.evil.example:${app.port}`])
    assert.equal(await upgradeStatus({ cookie, origin }), 403, origin)
  const stream = await fetch(`${base}/api/v1/stream`, {
    method: 'POST',
    headers: { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
    body: JSON.stringify({ t: 'hello', v: 1, as: 'user' }),
  })
  assert.ok(stream.status >= 400 && stream.status < 500)
  assert.deepEqual(await content(), before)
})

/** How the server answers a socket's request. */
function upgradeStatus(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${app.port}/socket`, { headers })
    socket.on('error', () => {})
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
  })
}
