import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPeople } from '../../test/kit/people.ts'
import { reactions as conversations } from '../conversations/index.ts'
import { reactions as tickets } from './index.ts'

const people = await startPeople({ reactions: [...conversations, ...tickets] })
const { db } = people
const lead = await people.user('team_lead')

/** A conversation with its ticket and inbox row, as far as their contact goes. */
async function conversationOf(contactId: number): Promise<number> {
  const { id } = await db.row<{ id: number }>({
    name: 't.conversation',
    text: `insert into conversations (contact_id, brand_id, channel_id, locale, control, style, endings, started_at)
           values ($1, 1, 1, 'en', 'people', '{}', '{}', now()) returning id`,
    values: [contactId],
  })
  const { ticket } = await db.row<{ ticket: number }>({
    name: 't.ticket',
    text: `insert into tickets (conversation_id, contact_id, brand_id, subject, status, created_at, updated_at)
           values ($1, $2, 1, 'Help', 'new', now(), now()) returning id as ticket`,
    values: [id, contactId],
  })
  await db.run({
    name: 't.inbox',
    text: `insert into inbox (conversation_id, ticket_id, contact_id, channel_id, brand_id, status, subject, preview, preview_by, activity_at, sorted_at, session, locale)
           values ($1, $2, $3, 1, 1, 'new', 'Help', '', 'contact', now(), now(), 'active', 'en')`,
    values: [id, ticket, contactId],
  })
  return id
}
const owners = (conversationId: number) =>
  db.row({
    name: 't.owners',
    text: `select c.contact_id as conversation, t.contact_id as ticket, i.contact_id as inbox
           from conversations c join tickets t on t.conversation_id = c.id join inbox i on i.conversation_id = c.id where c.id = $1`,
    values: [conversationId],
  })
const all = (contactId: number) => ({ conversation: contactId, ticket: contactId, inbox: contactId })

test('conversations, tickets and inbox rows go with a merged contact, and come back with a split [CT5][CT6] [S4.36]', async () => {
  const [from, into] = [await people.visitor(), await people.visitor()]
  const [his, hers] = [await conversationOf(from.contactId), await conversationOf(into.contactId)]
  await people.as(lead).run('contact.merge', { from: from.contactId, into: into.contactId })
  assert.deepEqual([await owners(his), await owners(hers)], [all(into.contactId), all(into.contactId)])
  const later = await conversationOf(into.contactId)
  await people.as(lead).run('contact.split', { contactId: into.contactId, mergedId: from.contactId })
  assert.deepEqual(
    [await owners(his), await owners(hers), await owners(later)],
    [all(from.contactId), all(into.contactId), all(into.contactId)],
  )
})

test('what came along through two merges goes back with the contact it came with [CT6]', async () => {
  const [one, middle, last] = [await people.visitor(), await people.visitor(), await people.visitor()]
  const conversation = await conversationOf(one.contactId)
  await people.as(lead).run('contact.merge', { from: one.contactId, into: middle.contactId })
  await people.as(lead).run('contact.merge', { from: middle.contactId, into: last.contactId })
  assert.deepEqual(await owners(conversation), all(last.contactId))
  await people.as(lead).run('contact.split', { contactId: last.contactId, mergedId: middle.contactId })
  assert.deepEqual(await owners(conversation), all(middle.contactId))
  await people.as(lead).run('contact.split', { contactId: middle.contactId, mergedId: one.contactId })
  assert.deepEqual(await owners(conversation), all(one.contactId))
})
