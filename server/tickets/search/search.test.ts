import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { uuid7 } from '../../platform/ids.ts'
import { refused } from '../../../test/kit/people.ts'
import { type Agent, type TestApp, testApp, type Visitor } from '../../../test/kit/app.ts'
import { servedSession, start } from '../../../test/kit/sessions.ts'
import type { SearchAnswer } from '../contract.ts'
import { indexed } from '../../../test/kit/indexed.ts'
import { getPlace, indexMessages } from './queries-index.ts'

let app: TestApp
let all: Agent
before(async () => {
  app = await testApp()
  all = await app.agent('team_lead')
})

const search = (q: string, actor: Agent = all, more: Record<string, string> = {}) =>
  app.as(actor).get<SearchAnswer>('/api/v1/search', { q, ...more })
const texts = ({ messages }: SearchAnswer) => messages?.rows.map(({ snippet }) => snippet.text) ?? []
const numbers = ({ tickets }: SearchAnswer) =>
  tickets?.rows.map(({ conversation }) => conversation.conversationId) ?? []

async function said(visitor: Visitor, ...words: string[]): Promise<number> {
  const [first = '', ...others] = words
  const { conversationId } = await start(app, visitor, first)
  for (const text of others)
    await app.as(visitor).run('message.send', { conversationId, messageId: uuid7(), content: { text } })
  return conversationId
}

test('words are found in all their forms, with and without accents, in both languages; newest first [TS4]', async () => {
  const visitor = await app.visitor()
  const { conversationId } = await start(app, visitor, 'Mes commandes ont été annulées, où est le remboursement ?', {
    locale: 'fr',
  })
  await app
    .as(visitor)
    .run('message.send', { conversationId, messageId: uuid7(), content: { text: 'Je veux être remboursé !' } })
  await said(await app.visitor(), 'My parcels were delivered to the wrong house')
  await indexed(app)
  assert.deepEqual(texts(await search('remboursements')), [
    'Je veux être remboursé !',
    'Mes commandes ont été annulées, où est le remboursement ?',
  ])
  for (const q of ['commande annulée', 'COMMANDES ANNULEES', 'annuler commande', 'la commande annulée'])
    assert.equal(texts(await search(q)).length, 1, q)
  assert.equal(texts(await search('parcel delivering')).length, 1)
  assert.deepEqual(texts(await search('commande delivered')), [])
  assert.deepEqual(texts(await search('rembourser -commande')), ['Je veux être remboursé !'])
})

test('what was looked for is marked, as ranges of plain text [TS5]', async () => {
  await said(await app.visitor(), 'The <b>zeppelins</b> landed')
  await indexed(app)
  const [hit] = (await search('zeppelin')).messages?.rows ?? []
  assert.ok(hit)
  assert.deepEqual(
    hit.snippet.marks.map(([from, to]) => hit.snippet.text.slice(from, to)),
    ['zeppelins'],
  )
})

test('"exact words" are found as they are written [TS1]', async () => {
  const visitor = await app.visitor()
  await said(visitor, 'I lost the blue suitcases', 'the suitcase is blue', 'a blue suitcase')
  await indexed(app)
  assert.deepEqual(texts(await search('"blue suitcase"')), ['a blue suitcase'])
  assert.equal(texts(await search('blue suitcase')).length, 3)
})

test('filters choose by status, assignee, tag, group, contact, channel, priority, file and day [TS3]', async () => {
  const session = await servedSession({ app, role: 'team_lead' })
  const { agent, conversationId } = session
  await app.as(session.visitor).run('visitor.details', { name: 'Wilhelmina Quist', email: 'mina@quist.example' })
  await session.reply('The giraffe is in the garage', { tags: ['Réclamé'], priority: 'high' })
  await session.note('giraffe: do not tell')
  const other = await said(await app.visitor(), 'Another giraffe')
  await indexed(app)
  const both = await search('giraffe', agent)
  assert.deepEqual(new Set(both.messages?.rows.map((hit) => hit.conversationId)), new Set([conversationId, other]))
  for (const q of [
    'status:open',
    'statut:ouvert',
    'assignee:me',
    'assigné:moi',
    'tag:reclame',
    'étiquette:Réclamé',
    'priority:high',
    'contact:quist',
    'client:mina@quist.example',
    '-is:unassigned',
    '-status:new',
    `assignee:${agent.name}`,
  ]) {
    const found = await search(`giraffe ${q}`, agent)
    assert.deepEqual(found.hints, [], q)
    assert.deepEqual(new Set(found.messages?.rows.map((hit) => hit.conversationId)), new Set([conversationId]), q)
  }
  assert.deepEqual(texts(await search('giraffe type:note', agent)), ['giraffe: do not tell'])
  assert.equal(texts(await search('giraffe status:open type:message', agent)).length, 1)
  assert.deepEqual(texts(await search('giraffe has:file', agent)), [])
  assert.equal(texts(await search('giraffe on:today', agent, { zone: 'Europe/Paris' })).length, 3)
  assert.equal(texts(await search('giraffe before:today', agent)).length, 0)
  assert.equal(texts(await search('giraffe after:2001-01-01', agent)).length, 3)
  assert.deepEqual(numbers(await search('assignee:me', agent)), [conversationId])
})

test('what is not understood is said with its place, and never an error [TS1]', async () => {
  const answer = await search('colour:red assignee:nobodycalledso the')
  assert.deepEqual(answer.hints.map(({ code, text }) => `${code} ${text}`).sort(), [
    'unknown_filter colour',
    'unknown_value nobodycalledso',
  ])
  for (const q of [
    '"',
    '-',
    ':',
    'status:',
    "'",
    '\\',
    '&|!()',
    '🙂',
    '-"a b',
    'a'.repeat(400),
    "x'::tsquery",
    '%',
    '_',
  ])
    assert.ok(Array.isArray((await search(q)).hints), q)
})

test('contacts are found with typing errors, tickets by number and subject [TS8]', async () => {
  const visitor = await app.visitor()
  const conversationId = await said(visitor, 'Xylophone broken')
  await app.as(visitor).run('visitor.details', { name: 'Clémentine Vasseur', email: 'clementine@vasseur.example' })
  await indexed(app)
  for (const q of [
    'vasseur',
    'Vaseur',
    'clemntine',
    'clementine vassuer',
    'Clémentin Vasseur',
    'clementine@vaseur.example',
    'contact:vasseur',
  ])
    assert.deepEqual(
      (await search(q)).contacts?.rows.map(({ contact }) => contact.id),
      [visitor.contactId],
      q,
    )
  const [{ name } = { name: { text: '', marks: [] } }] = (await search('vaseur')).contacts?.rows ?? []
  assert.deepEqual(
    name.marks.map(([from, to]: [number, number]) => name.text.slice(from, to)),
    ['Vasseur'],
  )
  assert.deepEqual(numbers(await search('xylophones')), [conversationId])
  const ticketId = (await search('xylophone')).tickets?.rows[0]?.conversation.ticketId
  assert.ok(numbers(await search(`#${ticketId}`)).includes(conversationId))
})

test('pages join without gap and without anything twice [TS4]', async () => {
  const visitor = await app.visitor()
  await said(visitor, ...Array.from({ length: 45 }, (_, n) => `walrus number ${n}`))
  await indexed(app)
  const found: string[] = []
  let next: string | null | undefined
  do {
    const answer: SearchAnswer = await search('walrus', all, { of: 'messages', ...(next ? { before: next } : {}) })
    found.push(...texts(answer))
    next = answer.messages?.next
  } while (next)
  assert.deepEqual(
    found,
    Array.from({ length: 45 }, (_, n) => `walrus number ${44 - n}`),
  )
})

test('a page of the one kind does not go on in the other: it is refused by its field', async () => {
  for (const [of, before] of [
    ['messages', '1700000000000.7'],
    ['tickets', '1700000000000.0190a5a0-0000-7000-8000-000000000000'],
  ])
    await assert.rejects(
      search('walrus', all, { of: of ?? '', before: before ?? '' }),
      (error: { code?: string; details?: unknown }) =>
        error.code === 'invalid_input' && JSON.stringify(error.details).includes('before'),
    )
  assert.deepEqual(
    texts(await search('walrus', all, { of: 'messages', before: `999999999999999.${uuid7()}` })).length,
    20,
  )
})

test('redacted words and purged conversations are found no more, at once and after the log is read again [TS7]', async () => {
  const visitor = await app.visitor()
  const conversationId = await said(visitor, 'First about nothing')
  const messageId = uuid7()
  await app.as(visitor).run('message.send', { conversationId, messageId, content: { text: 'my card is rhinoceros' } })
  await indexed(app)
  assert.equal(texts(await search('rhinoceros')).length, 1)
  await app.as(all).run('message.redact', { conversationId, messageId })
  assert.equal(texts(await search('rhinoceros')).length, 0)
  const left = () =>
    app.db.rows({
      name: 'test.left',
      text: `select message_id from search_messages where words @@ 'rhinocero'`,
      values: [],
    })
  assert.deepEqual(await left(), [])
  await indexed(app)
  // All of the log again, as after a restore.
  await indexMessages(app.db, { xid: '0', id: 0 }, await getPlace(app.db))
  assert.deepEqual(await left(), [])
})

test('a visitor, and a role that reads no conversations, search nothing [TS4]', async () => {
  const visitor = await app.visitor()
  await assert.rejects(app.as(visitor).get('/api/v1/search', { q: 'x' }), refused('not_allowed'))
  await assert.rejects(search('x', await app.agent('conversation_designer')), refused('not_allowed'))
})
