import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type Agent, testApp, type Visitor } from '../../../test/kit/app.ts'
import { known } from '../../../test/kit/known.ts'
import { uuid7 } from '../../platform/ids.ts'
import type { EventView } from '../../platform/protocol.ts'

const app = await testApp()
const admin = await app.administrator()

type Json = {
  conversation: { id: number }
  ticket: Record<string, unknown> | null
  contact: { name: string | null; email: string | null } | null
  withNotes: boolean
  events: EventView[]
}

async function started(
  text: string,
  name = 'Ada Martin',
): Promise<{ ada: Visitor; lea: Agent; conversationId: number }> {
  const [ada, lea] = [await app.visitor(), await app.agent('team_lead')]
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', {
    messageId: uuid7(),
    content: { text },
    details: { name, email: 'ada@example.com' },
    page: { url: 'https://shop.example/orders' },
  })
  return { ada, lea, conversationId }
}

const submit = (agent: Agent, conversationId: number, text: string, visibility: 'public' | 'note', changes?: object) =>
  app.as(agent).run('ticket.submit', {
    conversationId,
    message: { messageId: uuid7(), content: { text }, visibility },
    ...(changes === undefined ? {} : { changes }),
    anyway: true,
  })

async function exported(agent: Agent, conversationId: number, query: string) {
  const answer = await app.ask(agent, 'GET', `/api/v1/conversations/${conversationId}/export?${query}`)
  assert.equal(answer.statusCode, 200, answer.body)
  return { body: answer.body, header: (name: string) => String(answer.headers[name] ?? '') }
}

test('JSON holds the conversation with all its events, in order and without a gap', async () => {
  const { lea, conversationId, ada } = await started('Where is my order?')
  await app.as(lea).run('ticket.take', { conversationId })
  await submit(lea, conversationId, 'I ask the warehouse', 'note')
  await submit(lea, conversationId, 'It is on its way', 'public', { status: 'pending' })
  await app.as(ada).run('message.send', { conversationId, messageId: uuid7(), content: { text: 'Thanks' } })
  const { body, header } = await exported(lea, conversationId, 'format=json')
  const json = known<Json>(JSON.parse(body))
  assert.equal(header('content-disposition'), `attachment; filename="conversation-${conversationId}.json"`)
  assert.equal(header('cache-control'), 'no-store')
  assert.deepEqual(
    [json.conversation.id, json.contact?.name, json.contact?.email, json.withNotes],
    [conversationId, 'Ada Martin', 'ada@example.com', true],
  )
  assert.deepEqual(
    json.events.map((event) => event.p),
    json.events.map((_, index) => index + 1),
  )
  assert.deepEqual(textsOf(json.events), ['Where is my order?', 'I ask the warehouse', 'It is on its way', 'Thanks'])
  assert.equal(json.ticket?.['status'], 'open')
})

const textsOf = (events: EventView[]): string[] =>
  events.flatMap(({ data }) => known<{ message?: { text: string } }>(data).message?.text ?? [])

test('[EX2] without notes it is what the customer saw, and does not tell that there was more', async () => {
  const { lea, conversationId } = await started('Hello')
  await app.as(lea).run('ticket.take', { conversationId })
  await submit(lea, conversationId, 'SECRET note', 'note', {
    subject: 'SECRET subject',
    tags: ['SECRET'],
    priority: 'urgent',
  })
  await submit(lea, conversationId, 'Good morning', 'public')
  for (const format of ['html', 'json']) {
    const { body } = await exported(lea, conversationId, `format=${format}&notes=0`)
    assert.doesNotMatch(body, /SECRET|urgent|priority|handed/i)
    assert.match(body, /Good morning/)
  }
  const { events, ticket } = known<Json>(JSON.parse((await exported(lea, conversationId, 'format=json&notes=0')).body))
  assert.deepEqual(
    events.map((event) => event.p),
    events.map((_, index) => index + 1),
  )
  assert.deepEqual(Object.keys(ticket ?? {}), ['id'])
  assert.match((await exported(lea, conversationId, 'format=html')).body, /SECRET note/)
})

test('[EX3] markup in messages, notes, names, subjects, tags and file names is text', async () => {
  const evil = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;`
  const { lea, conversationId, ada } = await started(evil, `<b onclick="x">Eve</b>`)
  await app.as(lea).run('ticket.take', { conversationId })
  await submit(lea, conversationId, evil, 'note', { subject: evil, tags: ['<i>'] })
  const { id } = await app.db.row<{ id: string }>({
    name: 't.file',
    text: `insert into files (id, uploader_kind, uploader_id, name, size, type) values (gen_random_uuid(), 'contact', $1, $2, 1234567, 'text/plain') returning id`,
    values: [ada.contactId, '"><svg onload=alert(1)>.txt'],
  })
  await app.as(ada).run('message.send', { conversationId, messageId: uuid7(), content: { text: '', files: [id] } })
  const { body, header } = await exported(lea, conversationId, 'format=html&locale=en')
  const markup = new Set([...body.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]))
  assert.deepEqual(
    [...markup].sort((a = '', b = '') => a.localeCompare(b)),
    [
      'article',
      'b',
      'bdi',
      'body',
      'dd',
      'div',
      'dl',
      'dt',
      'footer',
      'h1',
      'h2',
      'head',
      'header',
      'html',
      'li',
      'main',
      'mark',
      'meta',
      'p',
      'style',
      'time',
      'title',
      'ul',
    ],
  )
  assert.doesNotMatch(body, /<[^>]*\son[a-z]+\s*=/i)
  assert.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  assert.match(body, /File: <bdi>&quot;&gt;&lt;svg onload=alert\(1\)&gt;\.txt<\/bdi> \(1\.2 MB\)/)
  const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? ''
  const digest = createHash('sha256').update(style).digest('base64')
  const csp = header('content-security-policy')
  assert.ok(csp.includes(`style-src 'sha256-${digest}'`), 'the policy names the style as it is sent')
  assert.match(csp, /^default-src 'none';/)
  assert.doesNotMatch(csp, /unsafe|allow-scripts/)
  assert.equal(header('x-content-type-options'), 'nosniff')
})

test('[EX5] the page speaks the person’s language, or the one asked for, in the zone asked for', async () => {
  const { lea, conversationId } = await started('Bonjour')
  await app.as(lea).run('profile.update', { locale: 'fr' })
  await app.as(lea).run('ticket.take', { conversationId })
  await submit(lea, conversationId, 'Note', 'note', { status: 'pending', priority: 'high', tags: ['vip'] })
  await submit(lea, conversationId, 'Réponse', 'public', { snoozedUntil: '2030-01-31T23:30:00Z' })
  await app.as(lea).run('session.end', { conversationId })
  const french = (await exported(lea, conversationId, 'format=html&tz=Asia/Tokyo')).body
  for (const text of [
    '<html lang="fr">',
    'Conversation avec Ada Martin',
    'Note interne',
    'En attente',
    'priorité Haute',
    'étiquettes ajoutées\u202f: vip',
    'Fin de la session',
    '1 févr. 2030',
    'Asia/Tokyo',
  ])
    assert.ok(french.includes(text), text)
  const english = (await exported(lea, conversationId, 'format=html&locale=en')).body
  for (const text of [
    '<html lang="en">',
    'Conversation with Ada Martin',
    'Internal note',
    'Pending',
    'ended the session',
    '31 Jan 2030',
    'UTC',
  ])
    assert.ok(english.includes(text), text)
  // A key shown for a missing text would look like this.
  for (const page of [french, english])
    assert.doesNotMatch(
      page.replace(/<style>[\s\S]*<\/style>/, ''),
      />[^<]*\b(line|change|status|priority|size)\.[a-zA-Z]/,
    )
})

test('days are marked once each, and a redacted message only says that it is', async () => {
  const { lea, conversationId, ada } = await started('the first')
  const messageId = uuid7()
  await app.as(ada).run('message.send', { conversationId, messageId, content: { text: 'SECRET' } })
  await app.db.run({
    name: 't.age',
    text: `update events set at = at - interval '2 days' where stream = $1 and message_id is distinct from $2`,
    values: [`conversation:${conversationId}`, messageId],
  })
  await app.as(admin).run('message.redact', { conversationId, messageId })
  const { body } = await exported(lea, conversationId, 'format=html&locale=en')
  assert.equal([...body.matchAll(/<h2>/g)].length, 2)
  assert.match(body, /This message was redacted\./)
  assert.doesNotMatch(body, /SECRET/)
})

test('[EX1] who may not, or does not reach it, is refused', async () => {
  const { conversationId, ada } = await started('Hello')
  const code = async (
    person: Parameters<typeof app.ask>[0],
    id: number | string = conversationId,
    query = 'format=html',
  ) =>
    known<{ code: string }>((await app.ask(person, 'GET', `/api/v1/conversations/${id}/export?${query}`)).json()).code
  assert.equal(await code(null), 'not_signed_in')
  assert.equal(await code(ada), 'not_allowed')
  assert.equal(await code(await app.agent('agent')), 'not_allowed')
  assert.equal(await code(await app.agent('automation_manager')), 'not_allowed')
  const lead = await app.agent('team_lead')
  assert.equal(await code(lead, 999_999), 'conversation_not_found')
  for (const [id, query] of [
    ['x', 'format=html'],
    [conversationId, 'format=pdf'],
    [conversationId, ''],
    [conversationId, 'format=html&tz=Mars/Base'],
    [conversationId, 'format=html&locale=xx'],
  ] as const)
    assert.equal(await code(lead, id, query), 'invalid_input', `${id} ${query}`)
  const { roleId } = await app.as(admin).run<{ roleId: number }>('role.save', {
    name: 'Own exports',
    permissions: ['conversations.read', 'conversations.export'],
    scope: { tickets: 'mine', brands: null },
  })
  const reached = await app.ask(lead, 'GET', `/api/v1/conversations/${conversationId}/export?format=html`)
  assert.equal(reached.statusCode, 200)
  await app.as(admin).run('user.update', { userId: lead.userId, roleId })
  assert.equal(await code(lead), 'conversation_not_found')
})

test('[EX4] thousands of messages are exported page by page, each once', async () => {
  const { lea, conversationId } = await started('0')
  const { position } = await app.db.row<{ position: number }>({
    name: 't.head',
    text: 'select position from streams where stream = $1',
    values: [`conversation:${conversationId}`],
  })
  const many = 3_000
  await app.db.run({
    name: 't.many',
    text: `with numbers as (select n, gen_random_uuid() as id from generate_series(1, $3::int) n),
      said as (insert into messages (conversation_id, id, author_kind, author_id, visibility, content, at)
               select $1, id, 'contact', 1, 'public', jsonb_build_object('text', 'm' || n), now() from numbers)
      insert into events (stream, position, public_position, type, v, actor_kind, actor_id, message_id, data, cause, at)
      select 'conversation:' || $1, $2 + n, $2 + n, 'message.sent', 1, 'contact', 1, id, '{"channelId":1,"styleKind":"live_chat","visibility":"public"}', 't', now() from numbers`,
    values: [conversationId, position, many],
  })
  await app.db.run({
    name: 't.move',
    text: 'update streams set position = position + $2, public_position = $3 where stream = $1',
    values: [`conversation:${conversationId}`, many, position + many],
  })
  const { events } = known<Json>(JSON.parse((await exported(lea, conversationId, 'format=json')).body))
  assert.deepEqual(
    textsOf(events).slice(1),
    Array.from({ length: many }, (_, n) => `m${n + 1}`),
  )
  const { body } = await exported(lea, conversationId, 'format=html')
  assert.equal([...body.matchAll(/<article/g)].length, many + 1)
})
