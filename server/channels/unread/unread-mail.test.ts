import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { startApp, type Visitor } from '../../../test/kit/app.ts'
import { whenDone } from '../../../test/kit/database.ts'
import { known } from '../../../test/kit/known.ts'
import { startMailServer, textOf } from '../../../test/kit/mail-server.ts'
import { tasks } from '../../jobs.ts'
import { clock } from '../../platform/clock.ts'
import { prepareJobs, startJobs } from '../../platform/jobs/run-jobs.ts'
import { uuid7 } from '../../platform/ids.ts'
import { createLogger } from '../../platform/log.ts'
import type { VisitorResumed } from '../../contacts/contract.ts'
import type { WidgetConversation } from '../contract.ts'

const server = await startMailServer()
const app = await startApp({ SMTP_URL: server.url, MAIL_FROM: 'support@acme.example' })
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
let count = 0

/** A customer who has left, with an agent who answers. */
async function away({ isVerified = true, minutes = 5 }: { isVerified?: boolean; minutes?: number } = {}) {
  const channelId = await app.channel({ settings: { unreadMailMinutes: minutes } })
  const [ada, lea] = [await app.visitor(channelId), await app.agent()]
  const email = `ada${(count += 1)}@shop.example`
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', {
    messageId: uuid7(),
    content: { text: 'Where is my order?' },
    details: { name: 'Ada', email },
  })
  if (isVerified)
    await app.db.run(
      sql`update contact_identities set verified_by = 'jwt', verified_at = now() where contact_id = ${ada.contactId}`,
    )
  await app.as(lea).run('ticket.take', { conversationId })
  const answer = (text: string, visibility = 'public') =>
    app.as(lea).run('ticket.submit', {
      conversationId,
      message: { messageId: uuid7(), content: { text }, visibility },
      anyway: true,
    })
  const owed = () =>
    app.db.rows<{ kind: string }>(sql`select kind from mails where conversation_id = ${conversationId}`)
  const due = async () =>
    (
      await app.db.maybe<{ due_at: Date }>(
        sql`select due_at from timers where kind = 'unread.mail' and subject = ${`conversation:${conversationId}`}`,
      )
    )?.due_at ?? null
  return { ada, lea, conversationId, email, answer, owed, due, channelId }
}
const resume = (link: string) => app.ask(null, 'POST', '/api/v1/widget/resume', { link })
const linkIn = (text: string) => /\/resume\?l=en#(\S+)/.exec(text)?.[1] ?? ''

test('an answer unread for five minutes goes to the verified address, with a link that opens the conversation once [S4.14]', async () => {
  const { ada, conversationId, email, answer, due, owed } = await away()
  const before = server.received.length
  await answer('It leaves <today>.')
  await answer('And a second thing.')
  assert.ok(Math.abs(((await due())?.getTime() ?? 0) - clock.now().getTime() - 300_000) < 30_000)
  assert.deepEqual(await owed(), [])
  await app.later(301)
  const mail = await server.until(before + 1)
  assert.deepEqual(mail.to, [email])
  assert.match(mail.raw, /^Auto-Submitted: auto-generated/m)
  assert.match(textOf(mail), /2 answers are waiting/)
  assert.match(textOf(mail), /> It leaves <today>\./)
  assert.match(textOf(mail, 'text/html'), /It leaves &#60;today&#62;/)
  assert.doesNotMatch(textOf(mail), /Where is my order/)
  assert.equal(await due(), null)

  const link = linkIn(textOf(mail))
  assert.equal(await app.db.maybe(sql`select from mails m where m::text like ${`%${link}%`}`), null)
  assert.equal(
    (await app.ask(null, 'GET', '/api/v1/widget/conversations', undefined, { authorization: `Bearer ${link}` }))
      .statusCode,
    401,
  )
  const answered = await resume(link)
  assert.equal(answered.statusCode, 200)
  const resumed = known<VisitorResumed>(answered.json())
  assert.deepEqual([resumed.conversationId, resumed.contact.id], [conversationId, ada.contactId])
  const browser = { ...ada, token: resumed.token } satisfies Visitor
  const seen = await app.as(browser).get<WidgetConversation[]>('/api/v1/widget/conversations')
  assert.deepEqual(
    seen.map(({ id }) => id),
    [conversationId],
  )
  assert.ok(await app.as(ada).get('/api/v1/widget/conversations'), 'the first browser stays as it was')
  const again = await resume(link)
  assert.deepEqual([again.statusCode, known<{ code: string }>(again.json()).code], [410, 'resume_invalid'])
})

test('reading clears it; a mail, a note and the customer’s own words never set it', async () => {
  const { ada, conversationId, answer, due } = await away()
  await answer('internal', 'note')
  assert.equal(await due(), null)
  await answer('Hello')
  assert.notEqual(await due(), null)
  await app.as(ada).run('conversation.mark', { conversationId, read: 99 })
  assert.equal(await due(), null)
  await app.as(ada).run('message.send', { conversationId, messageId: uuid7(), content: { text: 'Thanks' } })
  assert.equal(await due(), null)
})

test('a claimed address, a channel that has it off, a closed conversation: nothing goes out [CT2]', async () => {
  const claimed = await away({ isVerified: false })
  const off = await away({ minutes: 0 })
  const closed = await away()
  for (const each of [claimed, off, closed]) await each.answer('secret')
  assert.equal(await off.due(), null)
  await app
    .as(closed.lea)
    .run('ticket.submit', { conversationId: closed.conversationId, changes: { status: 'solved' } })
  assert.notEqual(await closed.due(), null, 'solved is not closed')
  await app.db.run(
    sql`update timers set due_at = now() + interval '299 minutes' where kind = 'unread.mail' and subject = ${`conversation:${closed.conversationId}`}`,
  )
  await app.later(3_700)
  assert.equal(await closed.due(), null, 'closing ended it')
  await app.later(300 * 60)
  for (const each of [claimed, off, closed]) assert.deepEqual(await each.owed(), [])
})

test('a link is worth nothing after seven days, or once the address is not the contact’s any more [CT9]', async () => {
  const links: string[] = []
  const people = [await away(), await away(), await away()]
  for (const { answer, conversationId } of people) {
    const before = server.received.length
    await answer('Hello')
    await app.db.run(
      sql`update timers set due_at = now() - interval '1 minute' where kind = 'unread.mail' and subject = ${`conversation:${conversationId}`}`,
    )
    await app.later(1)
    links.push(linkIn(textOf(await server.until(before + 1))))
  }
  const [old = '', gone = '', forged = ''] = links
  await app.db.run(
    sql`update contact_identities set verified_by = null, verified_at = null where contact_id = ${people[1]?.ada.contactId}`,
  )
  assert.equal((await resume(gone)).statusCode, 410)
  assert.equal((await resume(forged.replace(/\.\d+\./, '.1.'))).statusCode, 410)
  assert.equal((await resume('nothing')).statusCode, 410)
  await app.later(8 * 86_400)
  assert.equal((await resume(old)).statusCode, 410)
})

test('what an import or the demo dates back sends nothing', async () => {
  const { ada, lea, conversationId, due, owed } = await away()
  const submit = {
    conversationId,
    message: { messageId: uuid7(), content: { text: 'long ago' }, visibility: 'public' },
  }
  const { token: _, ...actor } = lea
  await app.engine.executeAt(new Date(clock.now().getTime() - 3_600_000), actor, 'ticket.submit', submit)
  assert.deepEqual([await due(), await owed()], [null, []])
  assert.ok(ada)
})

test('the page of the link holds no secret and lets nothing else in', async () => {
  const page = await app.ask(null, 'GET', '/resume?l=fr')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /<html lang="fr">/)
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
  assert.equal((await app.ask(null, 'GET', '/resume.js')).statusCode, 200)
})
