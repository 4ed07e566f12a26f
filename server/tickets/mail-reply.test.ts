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
import type { ConversationSnapshot, TicketSubmitted } from './contract.ts'

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

/** A customer who has typed an address (or is known to have it), whom an agent has answered. */
async function talk({ email = 'ada@shop.example', isVerified = true }: { email?: string; isVerified?: boolean } = {}) {
  const [ada, lea] = [await app.visitor(), await app.agent()]
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', {
    messageId: uuid7(),
    content: { text: 'Where is my order?' },
    ...(email === '' ? {} : { details: { name: 'Ada', email } }),
  })
  if (isVerified)
    await app.db.run(
      sql`update contact_identities set verified_by = 'agent', verified_at = now() where contact_id = ${ada.contactId}`,
    )
  await app.as(lea).run('ticket.take', { conversationId })
  const reply = (text: string, byEmail: { claimed?: true } | null = {}, more: object = {}) =>
    app.as(lea).run<TicketSubmitted>('ticket.submit', {
      conversationId,
      message: { messageId: uuid7(), content: { text }, visibility: 'public', ...(byEmail && { byEmail }), ...more },
    })
  const seen = () => app.as(lea).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)
  const mailed = async (messageId = '') =>
    (await seen()).thread.events
      .map(({ data }) => data.message as { id: string; email?: { state: string; problem: string | null; to: string } })
      .find((message) => message?.id === messageId)?.email
  return { ada, lea, conversationId, reply, seen, mailed }
}

async function until<T>(find: () => Promise<T>, is: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const found = await find()
    if (is(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it never came')
}

test('after the end of the session a reply goes by email, in the same conversation [S1.13] [S1.26]', async () => {
  const { ada, lea, conversationId, reply, seen, mailed } = await talk({ email: 'one@shop.example' })
  await app.as(lea).run('session.end', { conversationId })
  await assert.rejects(reply('by chat', null), refused('session_ended'))
  const before = server.received.length
  const { message, ticket } = await reply('It is on its way <b>today</b>.')
  const mail = await server.until(before + 1)
  assert.deepEqual(mail.to, ['one@shop.example'])
  assert.match(mail.raw, /^Subject: Re: Where is my order\?/m)
  assert.match(textOf(mail), /It is on its way <b>today<\/b>\./)
  assert.match(textOf(mail, 'text/html'), /&#60;b&#62;today/)
  assert.doesNotMatch(textOf(mail), /Where is my order/, 'nothing else of the conversation')
  assert.doesNotMatch(mail.raw, /^Auto-Submitted/m)
  const replyTo = /^Reply-To: (\S+)/m.exec(mail.raw)?.[1] ?? ''
  assert.equal(app.post.replies.ticketOf(replyTo.toUpperCase()), ticket.id)
  const email = await until(
    () => mailed(message?.messageId),
    (found) => found?.state === 'sent',
  )
  assert.equal(email?.to, 'one@shop.example')
  const shown = (await seen()).conversation
  assert.deepEqual([shown.id, shown.session.state], [conversationId, 'ended'])
  const own = await app
    .as(ada)
    .get<{ events: { data: object }[] }>(`/api/v1/widget/conversations/${conversationId}/thread`)
  assert.ok(JSON.stringify(own).includes('on its way'))
  assert.ok(!JSON.stringify(own).includes('one@shop.example'), 'the widget shows no address')
})

test('mails of one ticket are one thread, and a solved ticket is still answered by email', async () => {
  const { lea, conversationId, reply } = await talk({ email: 'two@shop.example' })
  const before = server.received.length
  await reply('First')
  const first = await server.until(before + 1)
  await app.as(lea).run('ticket.submit', { conversationId, changes: { status: 'solved' } })
  await reply('Second')
  const second = await server.until(before + 2)
  assert.match(second.raw.replace(/\r\n\s+/g, ' '), new RegExp(`^References: .*${first.messageId}`, 'm'))
  assert.match(second.raw, new RegExp(`^In-Reply-To: ${first.messageId}`, 'm'))
  const root = /<ticket\.[^>]+>/.exec(first.raw)?.[0] ?? 'none'
  assert.ok(second.raw.includes(root))
})

test('what the server refuses is shown on the message, live', async () => {
  const { lea, conversationId, reply, mailed } = await talk({ email: 'gone@shop.example' })
  server.answers.rcpt = () => ({ status: 550, text: '5.1.1 gone' })
  const line = await app.live(lea)
  await line.join(`conversation:${conversationId}`)
  const { message } = await reply('Hello?')
  const email = await until(
    () => mailed(message?.messageId),
    (found) => found?.state === 'failed',
  )
  server.answers.rcpt = () => null
  assert.equal(email?.problem, 'refused')
  const told = app.told.findLast(({ type }) => type === 'message.mailed')
  assert.deepEqual(told?.data, { messageId: message?.messageId, state: 'failed', problem: 'refused' })
})

test('an address that is only claimed is written to only when somebody says that it is meant [TK9]', async () => {
  const { reply } = await talk({ email: 'claimed@shop.example', isVerified: false })
  await assert.rejects(reply('secret'), refused('email_claimed', { address: 'claimed@shop.example' }))
  const before = server.received.length
  await reply('secret', { claimed: true })
  assert.deepEqual((await server.until(before + 1)).to, ['claimed@shop.example'])
})

test('no address, a note, a closed conversation: refused, and nothing is owed', async () => {
  const without = await talk({ email: '', isVerified: false })
  await assert.rejects(without.reply('x'), refused('email_unknown'))
  const { reply, lea, conversationId } = await talk({ email: 'x@shop.example' })
  await assert.rejects(reply('x', {}, { visibility: 'note' }), refused('invalid_input'))
  await app.db.run(sql`update conversations set state = 'closed', closed_at = now() where id = ${conversationId}`)
  await assert.rejects(reply('x'), refused('conversation_closed'))
  assert.equal(await app.db.maybe(sql`select from mails where conversation_id = ${conversationId}`), null)
  assert.ok(lea)
})

test('sent again with the same id it is one message and one mail; redacted, nothing of it waits', async () => {
  const { lea, conversationId, mailed } = await talk({ email: 'twice@shop.example' })
  const boss = await app.administrator()
  server.answers.rcpt = () => ({ status: 451, text: 'later' })
  const input = {
    conversationId,
    message: { messageId: uuid7(), content: { text: 'once' }, visibility: 'public', byEmail: {} },
  }
  await app.as(lea).run('ticket.submit', input)
  await app.as(lea).run('ticket.submit', input)
  const rows = () => app.db.rows(sql`select id from mails where conversation_id = ${conversationId}`)
  assert.equal((await rows()).length, 1)
  await until(
    () => mailed(input.message.messageId),
    (found) => found?.problem === 'postponed',
  )
  await app.as(boss).run('message.redact', { conversationId, messageId: input.message.messageId })
  assert.equal((await rows()).length, 0)
  server.answers.rcpt = () => null
})

test('a reply address that was made up, or is another installation’s, is nobody’s [MA5]', () => {
  const { replies } = app.post
  const good = replies.of(42)
  assert.equal(replies.ticketOf(good), 42)
  assert.ok((good.split('@')[0] ?? '').length <= 64)
  for (const bad of [
    good.replace('+42.', '+43.'),
    good.slice(1),
    good.replace('@acme', '@evil'),
    'support@acme.example',
    '',
  ])
    assert.equal(replies.ticketOf(bad), null, bad)
})
