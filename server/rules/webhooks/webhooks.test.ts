import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { startApp, type TestApp } from '../../../test/kit/app.ts'
import { whenDone } from '../../../test/kit/database.ts'
import { known } from '../../../test/kit/known.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import { tasks } from '../../jobs.ts'
import { callOut } from '../../platform/call-out/call-out.ts'
import { isPrivateAddress } from '../../platform/call-out/private-address.ts'
import { prepareJobs, startJobs } from '../../platform/jobs/run-jobs.ts'
import { createLogger } from '../../platform/log.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { DeliveryPage, WebhookSecret, WebhookView } from './contract.ts'

type Got = { headers: IncomingHttpHeaders; body: string }
const got: Got[] = []
let status = 200
let answer = 'x'.repeat(5_000)
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    got.push({ headers: request.headers, body })
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {})
    response.end(answer)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
whenDone(async () => void server.close())
const port = known<AddressInfo>(server.address()).port
const url = `http://127.0.0.1:${port}/hook?a=1`

const working = (app: TestApp) => {
  const log = createLogger('silent')
  const { databaseUrl } = app
  const jobs = startJobs({ databaseUrl, log, crontab: '', tasks: tasks({ ...app, log }), delayMs: 0, pollMs: 100 })
  whenDone(() => jobs.stop())
}
const app = await startApp({ WEBHOOK_PRIVATE_ADDRESSES: 'allow' })
await prepareJobs(app.db, app.databaseUrl)
working(app)
const admin = await app.administrator()

async function webhook(
  given: { events?: string[]; url?: string } = {},
  where = app,
  by = admin,
): Promise<WebhookSecret> {
  const made = await where
    .as(by)
    .run<WebhookSecret>('webhook.save', { name: 'CRM', url, events: [], active: true, ...given })
  await where.reloadWebhooks()
  return made
}
const deliveries = async (id: number, where = app, by = admin) =>
  (await where.as(by).get<DeliveryPage>(`/api/v1/webhooks/${id}/deliveries`)).rows
async function until<T>(ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it did not come')
}

test('what happens is told, signed by the Standard Webhooks scheme, without what was said [RU14]', async () => {
  const { id, secret } = await webhook({ events: ['ticket.updated', 'message.sent'] })
  const session = await servedSession({ app })
  await session.reply('A secret word')
  const types = await until(async () => {
    const all = await deliveries(id)
    return all.length >= 3 && all.every(({ state }) => state === 'sent') && all.map(({ type }) => type)
  })
  assert.deepEqual([...new Set(types)].toSorted(), ['message.sent', 'ticket.updated'])
  assert.doesNotMatch(got.map(({ body }) => body).join(), /secret word/)
  const { headers, body } = got.at(-1) ?? assert.fail()
  const [key, signature] = [String(secret).slice('whsec_'.length), String(headers['webhook-signature'])]
  const plain = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  assert.equal(signature, `v1,${createHmac('sha256', Buffer.from(key, 'base64')).update(plain).digest('base64')}`)
  const told = known<{ type: string; data: { conversationId: number } }>(JSON.parse(body))
  assert.equal(told.data.conversationId, session.conversationId)
  const [row] = await deliveries(id)
  assert.equal(row?.answer?.length, 2_000, 'the log keeps the beginning of the answer')
  const stored = await app.db.row<{ text: string }>({
    name: 'test.stored',
    text: `select w::text || coalesce((select string_agg(a::text, '') from audit a), '') as text from webhooks w where id = $1`,
    values: [id],
  })
  assert.equal(stored.text.includes(key), false, 'sealed')
  await app.as(admin).run('webhook.delete', { webhookId: id })
  await app.reloadWebhooks()
})

test('a trigger calls it; what fails is tried again later, replayed by hand, and a test goes at once', async () => {
  const { id } = await webhook()
  await trigger(app, admin, {
    title: 'Tell the CRM',
    all: [{ field: 'tags', operator: 'contains_any', value: ['vip'] }],
    actions: [{ do: 'call_webhook', webhookId: id }],
  })
  status = 500
  const session = await servedSession({ app })
  await session.change({ tags: ['vip'] })
  const failed = await until(async () => (await deliveries(id)).find(({ attempts }) => attempts.length === 1))
  assert.deepEqual([failed.type, failed.state, failed.attempts[0]?.status], ['rule.fired', 'waiting', 500])
  const data = known<{ data: { rule: { title: string }; ticket: { tags: string[] } } }>(JSON.parse(failed.body)).data
  assert.deepEqual([data.rule.title, data.ticket.tags], ['Tell the CRM', ['vip']])
  const [view] = await app.as(admin).get<WebhookView[]>('/api/v1/webhooks')
  assert.notEqual(view?.failingSince, null)
  status = 200
  await app.later(6)
  await until(async () => (await deliveries(id)).find(({ state }) => state === 'sent'))
  assert.equal((await app.as(admin).get<WebhookView[]>('/api/v1/webhooks'))[0]?.failingSince, null)
  const ids = new Set(got.filter(({ body }) => body.includes('rule.fired')).map(({ headers }) => headers['webhook-id']))
  assert.equal(ids.size, 1, 'the same message each time')
  const before = got.length
  await app.as(admin).run('webhook.replay', { deliveryId: failed.id })
  await until(() => got.length > before)
  await app.as(admin).run('webhook.test', { webhookId: id })
  await until(() => got.some(({ body }) => body.includes('webhook.test')))
})

test('an endpoint that says it is gone, or has long been dead, is switched off and says so [RU15]', async () => {
  const { id } = await webhook({ events: ['session.ended'] })
  status = 410
  await (await servedSession({ app })).end()
  const find = async () => (await app.as(admin).get<WebhookView[]>('/api/v1/webhooks')).find((each) => each.id === id)
  assert.deepEqual(
    (await until(async () => ((await find())?.active === false ? await find() : undefined)))?.failure?.reason,
    'gone',
  )
  await app.as(admin).run('webhook.save', { id, name: 'CRM', url, events: ['session.ended'], active: true })
  await app.reloadWebhooks()
  assert.equal((await find())?.failure, null)
  await app.db.run({
    name: 'test.failing',
    text: `update webhooks set failing_since = now() - interval '6 days' where id = $1`,
    values: [id],
  })
  status = 302
  await (await servedSession({ app })).end()
  assert.deepEqual(
    (await until(async () => ((await find())?.active === false ? await find() : undefined)))?.failure?.reason,
    'failing',
  )
  status = 200
})

test('nothing of ours is reached from outside: private addresses are refused, by name and by number', async () => {
  const strict = await startApp()
  await prepareJobs(strict.db, strict.databaseUrl)
  working(strict)
  const by = await strict.administrator()
  const before = got.length
  for (const place of [url, `http://localhost:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, 'http://2130706433/']) {
    const { id } = await webhook({ url: place }, strict, by)
    await strict.as(by).run('webhook.test', { webhookId: id })
    const row = await until(async () => (await deliveries(id, strict, by)).find(({ state }) => state === 'failed'))
    assert.equal(row.attempts[0]?.problem, 'private', place)
  }
  assert.equal(got.length, before)
  for (const wrong of ['ftp://example.com/', 'https://user:pass@example.com/', 'nonsense'])
    await assert.rejects(
      webhook({ url: wrong }),
      (error) => error instanceof Refusal && error.code === 'webhook_url_wrong',
    )
  assert.deepEqual(
    [
      '8.8.8.8',
      '2606:4700::1111',
      '10.0.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:8.8.8.8',
      '2002:7f00:1::',
    ].map(isPrivateAddress),
    [false, false, true, true, true, true, true, true, true, true],
  )
  const nobody = await callOut({ url: 'https://nowhere.invalid/', headers: {}, body: '', allowPrivate: true })
  assert.deepEqual(nobody, { kind: 'failed', problem: 'unknown_host' })
})

test('an answer that cannot be kept as it is ends the attempt all the same [RU15]', async () => {
  const { id } = await webhook()
  answer = 'nul \0 here'
  try {
    await app.as(admin).run('webhook.test', { webhookId: id })
    const [sent] = await until(async () => {
      const all = await deliveries(id)
      return all[0]?.state !== 'waiting' && all
    })
    assert.deepEqual([sent?.state, sent?.answer], ['sent', 'nul  here'])
  } finally {
    answer = 'x'.repeat(5_000)
  }
})
