import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import sql, { raw } from 'sql-template-tag'
import { testApp } from '../test/kit/app.ts'
import { whenDone } from '../test/kit/database.ts'
import { trigger } from '../test/kit/rules.ts'
import { createFileStore } from './conversations/files/index.ts'
import { tasks } from './jobs.ts'
import { uuid7 } from './platform/ids.ts'
import { createLogger } from './platform/log.ts'

const app = await testApp()
const { db } = app
const folder = await mkdtemp(path.join(tmpdir(), 'causerie-jobs-'))
whenDone(() => rm(folder, { recursive: true, force: true }))
const store = createFileStore(folder)
const { housekeeping } = tasks({ ...app, store, log: createLogger('silent'), keptFiles: () => [] })

/** Tables with a row that holds this text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db.rows<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables)
    if ((await db.maybe(sql`select from ${raw(`"${name}"`)} t where t::text like ${`%${text}%`} limit 1`)) !== null)
      found.push(name)
  return found
}

/** A conversation that has said `SECRET` wherever something can be said. */
async function saySecrets() {
  const [ada, lea] = [await app.visitor(), await app.agent()]
  const { conversationId, messageId } = await app
    .as(ada)
    .run<{ conversationId: number; messageId: string }>('conversation.start', {
      messageId: uuid7(),
      content: { text: 'SECRET question' },
      details: { name: 'SECRET name' },
      page: { url: 'https://shop.example/SECRET', title: 'SECRET title' },
    })
  await app.as(lea).run('ticket.take', { conversationId })
  await app.as(lea).run('ticket.submit', {
    conversationId,
    message: {
      messageId: uuid7(),
      content: { text: 'SECRET note' },
      visibility: 'note',
      mentions: [(await app.agent()).userId],
    },
    changes: {
      subject: 'SECRET subject',
      tags: ['SECRET'],
      snoozedUntil: new Date(Date.now() + 86_400_000).toISOString(),
    },
    anyway: true,
  })
  // A rule takes away what somebody wrote into a field: what it did says what was there.
  const admin = await app.administrator()
  const { id: field } = await app.as(admin).run<{ id: number }>('ticket_field.save', {
    kind: 'text',
    title: { en: 'Words' },
    customerTitle: {},
    help: {},
    options: [],
    pattern: null,
    requiredOnSolve: false,
    customer: 'hidden',
    active: true,
  })
  await trigger(app, admin, {
    all: [{ field: 'priority', operator: 'changed_to', value: 'urgent' }],
    actions: [{ do: 'set_field', fieldId: field, value: null }],
  })
  for (const changes of [{ fields: { [field]: 'SECRET field' } }, { priority: 'urgent' }])
    await app.as(lea).run('ticket.submit', { conversationId, changes })
  await app.as(lea).run('draft.save', { conversationId, visibility: 'public', text: 'SECRET draft' })
  await db.run(sql`
    with s as (insert into surveys (name, active, position, definition, updated_at) values ('s', false, 1, '{}', now()) returning id)
    insert into ratings (survey_id, conversation_id, ticket_id, channel_id, brand_id, asked, offered_at, expires_at, comment)
    select s.id, t.conversation_id, t.id, 1, 1, '{}', now(), now(), 'SECRET comment' from s, tickets t where t.conversation_id = ${conversationId}`)
  const file = randomUUID()
  await writeFile((await store.place(file)).file, 'SECRET')
  await db.run(sql`insert into files (id, uploader_kind, uploader_id, conversation_id, message_id, visibility, name, size, type)
                   values (${file}, 'contact', ${ada.contactId}, ${conversationId}, ${messageId}, 'public', 'SECRET.txt', 6, 'text/plain')`)
  return { conversationId, messageId, contactId: ada.contactId, file, lea }
}

test('thirty days after a contact was hidden nothing of what he said or was told remains, and counts are right', async () => {
  const { conversationId, contactId } = await saySecrets()
  const hidden = await tablesWith('SECRET')
  for (const table of [
    'messages',
    'contacts',
    'tickets',
    'inbox',
    'drafts',
    'files',
    'notifications',
    'ticket_updates',
    'rule_firings',
    'events',
  ])
    assert.ok(hidden.includes(table), `${table} of ${hidden}`)

  await db.run(sql`update contacts set deleted_at = now() - interval '29 days' where id = ${contactId}`)
  await housekeeping?.({})
  assert.deepEqual(await tablesWith('SECRET'), hidden)

  await db.run(sql`update contacts set deleted_at = now() - interval '31 days' where id = ${contactId}`)
  await housekeeping?.({})
  assert.deepEqual(await tablesWith('SECRET'), [])
  assert.equal(await db.maybe(sql`select from timers where subject = ${`conversation:${conversationId}`}`), null)
  assert.deepEqual(
    await db.row(sql`select (select count(*)::int from inbox) as rows,
      (select coalesce(sum(n), 0)::int from (select n from inbox_counts union all select n from inbox_count_deltas) c) as counted`),
    { rows: 0, counted: 0 },
  )
  await housekeeping?.({})
})

test('thirty days after a conversation was hidden it is emptied; the contact stays', async () => {
  const { conversationId, contactId } = await saySecrets()
  await db.run(sql`update conversations set deleted_at = now() - interval '31 days' where id = ${conversationId}`)
  await housekeeping?.({})
  assert.deepEqual(await tablesWith('SECRET'), ['contacts'])
  assert.notEqual(await db.maybe(sql`select from contacts where id = ${contactId} and name = 'SECRET name'`), null)
  await db.run(sql`update contacts set name = null where id = ${contactId}`)
})

test('a redacted message is quoted nowhere any more', async () => {
  const { conversationId } = await saySecrets()
  const { id } = await db.row<{ id: string }>(
    sql`select id from messages where conversation_id = ${conversationId} and visibility = 'note'`,
  )
  assert.ok((await tablesWith('SECRET note')).includes('notifications'))
  await app.as(await app.administrator()).run('message.redact', { conversationId, messageId: id })
  assert.deepEqual(await tablesWith('SECRET note'), [])
})

test('bytes go with their rows, expired logins and old keys go too; one failing chore does not keep the others', async () => {
  const { file, messageId } = await saySecrets()
  await db.run(sql`delete from files where message_id = ${messageId}`)
  const lea = await app.agent()
  await db.run(sql`update logins set expires_at = now() - interval '1 minute' where user_id = ${lea.userId}`)
  await db.run(
    sql`insert into idempotency_keys (key, command, actor, at) values ('old', 'c', 'a', now() - interval '2 days')`,
  )
  const sweeping = { ...store, clearIncoming: () => Promise.reject(new Error('disk on fire')) }
  const failing = tasks({ ...app, store: sweeping, log: createLogger('silent'), keptFiles: () => [] })
  await assert.rejects(failing['housekeeping']?.({}) ?? Promise.resolve(), /disk on fire/)
  assert.equal(await db.maybe(sql`select from logins where user_id = ${lea.userId}`), null)
  assert.equal(await db.maybe(sql`select from idempotency_keys where key = 'old'`), null)
  const later = { ...store, changedAt: async () => new Date(0) }
  await tasks({ ...app, store: later, log: createLogger('silent'), keptFiles: () => [] })['housekeeping']?.({})
  assert.equal(await store.changedAt(file), null)
})
