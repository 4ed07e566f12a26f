import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { startApp } from '../../../test/kit/app.ts'
import { known } from '../../../test/kit/known.ts'
import { startMailServer, textOf } from '../../../test/kit/mail-server.ts'
import { tasks } from '../../jobs.ts'
import { prepareJobs, startJobs } from '../../platform/jobs/run-jobs.ts'
import { createLogger } from '../../platform/log.ts'
import type { LinkMade, MailPage, UserInvited } from '../contract.ts'
import { whenDone } from '../../../test/kit/database.ts'
import { setPasswordHash } from '../queries/users.ts'
import { hashPassword } from './password.ts'

const server = await startMailServer()
const app = await startApp({
  SMTP_URL: server.url,
  MAIL_FROM: 'support@acme.example',
  PUBLIC_URL: 'https://chat.acme.example',
})
await prepareJobs(app.db, app.databaseUrl)
const log = createLogger('silent')
const jobs = startJobs({
  databaseUrl: app.databaseUrl,
  log,
  crontab: '',
  tasks: tasks({ ...app, log }),
  delayMs: 0,
  pollMs: 200,
})
whenDone(() => jobs.stop())
const admin = await app.administrator()
const as = app.as(admin)
const linkIn = (text: string) => /https:\/\/chat\.acme\.example\/welcome\/([\w-]+)/.exec(text)?.[1] ?? ''
const headers = { origin: 'https://chat.acme.example', 'x-causerie': '1' }
const post = (url: string, body: object) => app.ask(null, 'POST', url, body, headers)

test('an invitation goes by mail too, in the language of the invited, and its link opens the account [ID2]', async () => {
  const invited = await as.run<UserInvited>('user.invite', {
    email: 'lea@acme.example',
    name: 'Léa <b>Kramer</b>',
    roleId: 3,
    locale: 'fr',
  })
  assert.equal(invited.mailedTo, 'lea@acme.example')
  const mail = await server.until(1)
  assert.deepEqual(mail.to, ['lea@acme.example'])
  assert.match(textOf(mail), /Bonjour Léa <b>Kramer<\/b>/)
  assert.match(textOf(mail, 'text/html'), /lang="fr"/)
  assert.doesNotMatch(textOf(mail, 'text/html'), /<b>Kramer/)
  const token = linkIn(textOf(mail))
  assert.equal(invited.link, `/welcome/${token}`)
  const joined = await post('/api/v1/welcome', { token, name: 'Léa', password: 'a long enough secret' })
  assert.equal(joined.statusCode, 200)
  const { rows } = await as.get<MailPage>('/api/v1/mails', { kind: 'invitation' })
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(token), 'the list shows no link')
  assert.equal(await app.db.maybe(sql`select from mails m where m::text like ${`%${token}%`}`), null)
})

test('a link for somebody who has joined goes to him, and says who made it', async () => {
  const lea = await app.agent()
  const before = server.received.length
  const made = await as.run<LinkMade>('user.renew_invitation', { userId: lea.userId })
  assert.equal(made.mailedTo, `${lea.name}@example.com`)
  assert.match(textOf(await server.until(before + 1)), new RegExp(`${admin.name} has made a link`))
})

test('a forgotten password: the same answer for every address, and a mail only to one with an account [ID14]', async () => {
  const max = await app.agent()
  await setPasswordHash(app.db, max.userId, await hashPassword('the forgotten one'))
  const before = server.received.length
  const answers = []
  for (const email of ['nobody@acme.example', `${max.name}@EXAMPLE.com`]) {
    const answer = await post('/api/v1/password-reset', { email })
    answers.push([answer.statusCode, answer.json()])
  }
  assert.deepEqual(answers[0], answers[1])
  const mail = await server.until(before + 1)
  assert.deepEqual(mail.to, [`${max.name}@example.com`])
  assert.match(mail.raw, /^Auto-Submitted: auto-generated/m)
  const token = linkIn(textOf(mail))
  const chosen = await post('/api/v1/welcome', { token, name: max.name, password: 'the second long one' })
  assert.equal(chosen.statusCode, 200)
  const signedIn = await post('/api/v1/sign-in', { email: `${max.name}@example.com`, password: 'the second long one' })
  assert.equal(signedIn.statusCode, 200)
  assert.equal(server.received.length, before + 1)
})

test('asking again and again is stopped, by address whatever its account', async () => {
  const codes = []
  for (let i = 0; i < 4; i += 1)
    codes.push((await post('/api/v1/password-reset', { email: 'again@acme.example' })).statusCode)
  assert.deepEqual(codes, [202, 202, 202, 429])
  assert.equal((await app.ask(null, 'POST', '/api/v1/password-reset', { email: 'a@b.example' })).statusCode, 403)
})

test('without a mail server it says so, to everybody the same', async () => {
  const off = await startApp()
  const answer = await off.ask(null, 'POST', '/api/v1/password-reset', { email: 'a@b.example' }, { 'x-causerie': '1' })
  assert.deepEqual([answer.statusCode, known<{ code: string }>(answer.json()).code], [409, 'mail_off'])
  const invited = await off
    .as(await off.administrator())
    .run<UserInvited>('user.invite', { email: 'x@acme.example', name: 'X', roleId: 3 })
  assert.equal(invited.mailedTo, null)
})
