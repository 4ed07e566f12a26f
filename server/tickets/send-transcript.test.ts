import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { startApp } from '../../test/kit/app.ts'
import { whenDone } from '../../test/kit/database.ts'
import { startMailServer, textOf } from '../../test/kit/mail-server.ts'
import { refused } from '../../test/kit/people.ts'
import { tasks } from '../jobs.ts'
import { prepareJobs, startJobs } from '../platform/jobs/run-jobs.ts'
import { uuid7 } from '../platform/ids.ts'
import { createLogger } from '../platform/log.ts'

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

async function talk(email: string, isVerified: boolean) {
  const [ada, lea] = [await app.visitor(), await app.agent()]
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', {
    messageId: uuid7(),
    content: { text: 'Where is <my> order?' },
    details: { email },
  })
  if (isVerified)
    await app.db.run(
      sql`update contact_identities set verified_by = 'jwt', verified_at = now() where contact_id = ${ada.contactId}`,
    )
  await app.as(lea).run('ticket.take', { conversationId })
  const say = (text: string, visibility: string) =>
    app.as(lea).run('ticket.submit', { conversationId, message: { messageId: uuid7(), content: { text }, visibility } })
  await say('On its way.', 'public')
  await say('INTERNAL', 'note')
  return { ada, lea, conversationId }
}

test('an agent sends what was said, without notes, to the verified address; once a minute [TK5]', async () => {
  const { ada, lea, conversationId } = await talk('one@shop.example', true)
  const before = server.received.length
  assert.deepEqual(await app.as(lea).run('transcript.send', { conversationId }), { to: 'one@shop.example' })
  const mail = await server.until(before + 1)
  assert.deepEqual(mail.to, ['one@shop.example'])
  assert.match(textOf(mail), /> Where is <my> order\?[^]*> On its way\./)
  assert.doesNotMatch(mail.raw, /INTERNAL/)
  assert.match(textOf(mail, 'text/html'), /Where is &#60;my&#62; order/)
  await assert.rejects(app.as(lea).run('transcript.send', { conversationId }), refused('too_many_requests'))
  assert.ok(ada)
})

test('the customer asks for it once it is over, and is told no address', async () => {
  const { ada, conversationId } = await talk('two@shop.example', true)
  await assert.rejects(app.as(ada).run('transcript.send', { conversationId }), refused('transcript_too_early'))
  await app.as(ada).run('session.end', { conversationId })
  const before = server.received.length
  assert.deepEqual(await app.as(ada).run('transcript.send', { conversationId }), {})
  assert.deepEqual((await server.until(before + 1)).to, ['two@shop.example'])
  await assert.rejects(
    app.as(await app.visitor()).run('transcript.send', { conversationId }),
    refused('conversation_not_found'),
  )
})

test('a claimed address never receives one, whoever asks [TK5] [CT2]', async () => {
  const { ada, lea, conversationId } = await talk('victim@shop.example', false)
  await app.as(ada).run('session.end', { conversationId })
  await assert.rejects(app.as(ada).run('transcript.send', { conversationId }), refused('transcript_unverified'))
  await assert.rejects(
    app.as(lea).run('transcript.send', { conversationId }),
    refused('transcript_unverified', { address: 'victim@shop.example' }),
  )
  assert.equal(await app.db.maybe(sql`select from mails where recipient = 'victim@shop.example'`), null)
})

test('who is not online hears by mail that he was mentioned or given a ticket; who is, or wants none, does not [ID17]', async () => {
  const { lea, conversationId } = await talk('three@shop.example', true)
  const [away, online, quiet] = [await app.agent(), await app.agent(), await app.agent()]
  await app.as(online).run('availability.set', { availability: 'online' })
  await app.as(quiet).run('profile.update', { preferences: { mailMentions: false } })
  await app.as(lea).run('ticket.submit', {
    conversationId,
    message: {
      messageId: uuid7(),
      content: { text: 'SECRET look' },
      visibility: 'note',
      mentions: [away.userId, online.userId, quiet.userId],
    },
  })
  const mails = () =>
    app.db.rows<{ recipient: string }>(sql`select recipient from mails where kind = 'notification' order by id`)
  assert.deepEqual(await mails(), [{ recipient: `${away.name}@example.com` }])
  await app.as(lea).run('ticket.submit', { conversationId, changes: { assigneeId: quiet.userId } })
  assert.deepEqual((await mails()).at(-1), { recipient: `${quiet.name}@example.com` })
  const find = () => server.received.find(({ to }) => to[0] === `${away.name}@example.com`)
  for (let tries = 0; tries < 1_000 && find() === undefined; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const mail = find()
  assert.ok(mail)
  assert.match(textOf(mail), new RegExp(`${lea.name} mentioned you`))
  assert.match(textOf(mail), new RegExp(`https://chat\\.acme\\.example/inbox/all/${conversationId}\\b`))
  assert.doesNotMatch(mail.raw, /SECRET/)
})
