import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/kit/app.ts'
import { whenDone } from '../../test/kit/database.ts'
import { startMailServer, textOf } from '../../test/kit/mail-server.ts'
import { servedSession } from '../../test/kit/sessions.ts'
import { survey } from '../../test/kit/surveys.ts'
import { tasks } from '../jobs.ts'
import { prepareJobs, startJobs } from '../platform/jobs/run-jobs.ts'
import { createLogger } from '../platform/log.ts'
import type { RatingView } from './contract.ts'

const server = await startMailServer()
const app = await startApp({ SMTP_URL: server.url, MAIL_FROM: 'support@acme.example' })
await prepareJobs(app.db, app.databaseUrl)
const log = createLogger('silent')
const { databaseUrl } = app
const jobs = startJobs({ databaseUrl, log, crontab: '', tasks: tasks({ ...app, log }), delayMs: 0, pollMs: 200 })
whenDone(() => jobs.stop())
const admin = await app.administrator()
await survey(app, admin, { mailAfterMinutes: 60, question: { en: 'How <was> it?' } })

async function solved(email: string) {
  const session = await servedSession({ app, closeAfterSeconds: 60 })
  await app.as(session.visitor).run('visitor.details', { email })
  await session.solve()
  return session
}
const form = (values: Record<string, string>) => new URLSearchParams(values).toString()
const post = (path: string, values: Record<string, string>) =>
  app.ask(null, 'POST', path, form(values), { 'content-type': 'application/x-www-form-urlencoded' })
const ratings = (conversationId: number) =>
  app.as(admin).get<RatingView[]>(`/api/v1/conversations/${conversationId}/satisfaction`)

test('who has not answered is asked by mail; the page needs no script and no sign-in; looking changes nothing [SV6]', async () => {
  const { conversationId } = await solved('ada@shop.example')
  await app.later(3_601)
  const mail = await server.until(1)
  assert.deepEqual(mail.to, ['ada@shop.example'])
  assert.match(mail.raw, /^Auto-Submitted: auto-generated/m)
  const text = textOf(mail)
  assert.match(text, /How <was> it\?/)
  assert.doesNotMatch(text + textOf(mail, 'text/html'), /4711/, 'nothing of what was said')
  const link = /\/survey\/\S+(?=\?score=2)/.exec(text)?.[0] ?? assert.fail(text)
  const page = await app.ask(null, 'GET', `${link}?score=2`)
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /<script/)
  assert.match(page.body, /How &#60;was&#62; it\?/)
  assert.match(page.body, /value="2" required checked/)
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
  assert.equal((await ratings(conversationId))[0]?.score, null)

  assert.equal((await post(link, {})).statusCode, 422)
  assert.equal((await post(link, { score: '9' })).statusCode, 422)
  const sent = await post(link, { score: '2', reason: 'slow', comment: '<b>late</b>' })
  assert.equal(sent.statusCode, 200)
  assert.match(sent.body, /Thank you!/)
  assert.match(sent.body, /&#60;b&#62;late/)
  const [rating] = await ratings(conversationId)
  assert.deepEqual([rating?.score, rating?.reason, rating?.comment], [2, 'Too slow', '<b>late</b>'])
  assert.equal((await app.ask(null, 'GET', link.replace(/\d+\./, '1000.'))).statusCode, 404)
  assert.equal((await post(`${link.slice(0, -1)}!`, { score: '1' })).statusCode, 404)
  await app.later(15 * 86_400)
  assert.equal((await app.ask(null, 'GET', link)).statusCode, 404)
  assert.equal((await post(link, { score: '5' })).statusCode, 410)
})

test('what is no form is no answer, and no fault', async () => {
  const before = server.received.length
  await solved('odd@shop.example')
  await app.later(3_601)
  await server.until(before + 1)
  const mail = server.received.at(-1) ?? assert.fail()
  const link = /\/survey\/\S+(?=\?score=2)/.exec(textOf(mail))?.[0] ?? assert.fail()
  const json = { 'content-type': 'application/json' }
  assert.equal((await app.ask(null, 'POST', link)).statusCode, 422)
  for (const body of ['null', '7', '[]', '{"score":{"a":1}}', '{"score":"2","comment":7,"__proto__":{"reason":"x"}}'])
    assert.ok((await app.ask(null, 'POST', link, body, json)).statusCode < 500, body)
})

test('a survey of a conversation that is hidden or purged is mailed to nobody, and tried once [TK18]', async () => {
  const admin = await app.administrator()
  const hidden = await solved('hidden@shop.example')
  const purged = await solved('purged@shop.example')
  const before = server.received.length
  for (const { conversationId } of [hidden, purged]) await app.as(admin).run('conversation.delete', { conversationId })
  await app.as(admin).run('conversation.purge', { conversationId: purged.conversationId })
  await app.later(3_601)
  const left = await app.db.rows({
    name: 'test.survey_timers',
    text: `select t.subject from timers t join ratings r on t.subject = 'rating:' || r.id where r.conversation_id = any($1)`,
    values: [[hidden.conversationId, purged.conversationId]],
  })
  assert.deepEqual(left, [])
  assert.equal(server.received.length, before)
})

test('who has answered in the widget, or has no address, gets no mail', async () => {
  const session = await solved('bob@shop.example')
  const none = await servedSession({ app })
  await none.solve()
  const [{ id: ratingId } = assert.fail()] = await ratings(session.conversationId)
  await app.as(session.visitor).run('survey.rate', { ratingId, score: 5 })
  const before = server.received.length
  await app.later(3_601)
  const last = await solved('eve@shop.example')
  await app.later(3_601)
  assert.deepEqual((await server.until(before + 1)).to, ['eve@shop.example'])
  assert.equal((await ratings(last.conversationId))[0]?.mailedAt === null, false)
  assert.equal((await ratings(none.conversationId))[0]?.mailedAt, null)
})
