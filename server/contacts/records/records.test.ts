import assert from 'node:assert/strict'
import { test } from 'node:test'
import { known } from '../../../test/kit/known.ts'
import { refused, startPeople } from '../../../test/kit/people.ts'
import { internalEvent } from '../../platform/events/event-type.ts'
import { record } from '../../platform/commands/context.ts'
import { system } from '../../platform/pure/actor.ts'
import type { ContactPage, ContactView } from '../contract.ts'
import { authenticateVisitor, purgeContacts, reads, touchContacts } from '../index.ts'
import { listIdentities } from '../queries/identities.ts'
import { searchContactIds } from '../queries/lists.ts'

const started = internalEvent<Record<string, unknown>>('conversation.started')
const people = await startPeople({ eventTypes: [started] })
const { db, engine } = people
const agent = await people.user('agent')
const run = (name: string, input: unknown) => people.as(agent).run(name, input)
const page = { url: 'https://shop.example/cart', title: 'Cart' }
const [list, one] = reads({
  isOnline: (id) => id % 2 === 0,
  page: () => page,
  countConversations: async (_, ids) => new Map(ids.map((id) => [id, id * 10])),
})
const read = <T>(which: typeof list, params: object, query: object): Promise<T> =>
  which
    ?.handle({
      db,
      actor: agent,
      now: new Date(),
      origin: null,
      params: known<never>(params),
      query: known<never>(query),
    })
    .then(known<T>) ?? Promise.reject(new Error('no such read'))
const search = async (q?: string, cursor?: string) => read<ContactPage>(list, {}, { q, cursor })
const view = (id: number) => read<ContactView>(one, { id }, {})
const identity = async (contactId: number, value: string) =>
  (await listIdentities(db, [contactId])).find((each) => each.value === value)

async function contact(name: string | null, email?: string): Promise<number> {
  const { contactId } = await people.visitor()
  if (name !== null) await run('contact.update', { contactId, name })
  if (email !== undefined) await run('contact.update', { contactId, addIdentity: { kind: 'email', value: email } })
  return contactId
}

test('agents change what is known of a contact, and it is told [CT3]', async () => {
  const id = await contact('Ada Martin')
  await run('contact.update', {
    contactId: id,
    name: ' Ada M. ',
    notes: 'VIP',
    locale: 'fr',
    addIdentity: { kind: 'phone', value: '+33 6 12 34 56 78' },
  })
  const shown = await view(id)
  assert.deepEqual([shown.name, shown.notes, shown.locale, shown.timeZone], ['Ada M.', 'VIP', 'fr', 'Europe/Paris'])
  const [{ id: _, ...phone } = {}] = shown.identities
  assert.deepEqual(phone, { kind: 'phone', value: '+33612345678', verified: false, verifiedBy: null })
  assert.deepEqual(people.last('contact.updated')?.data, {
    contactId: id,
    changed: ['name', 'notes', 'locale', 'addIdentity'],
  })
  await run('contact.update', { contactId: id, name: null })
  assert.deepEqual([(await view(id)).name, (await view(id)).notes], [null, 'VIP'])
})

test('an address that is none is refused, one that is verified elsewhere too, and nothing is changed [CT3]', async () => {
  const owner = await contact('Owner', 'owned@example.com')
  await run('identity.confirm', {
    contactId: owner,
    identityId: (await identity(owner, 'owned@example.com'))?.id,
    reason: 'Answered from there',
  })
  const other = await contact('Other')
  const add = (value: string) =>
    run('contact.update', { contactId: other, name: 'Changed', addIdentity: { kind: 'email', value } })
  await assert.rejects(add('nothing'), refused('identity_invalid'))
  await assert.rejects(add('OWNED@example.com'), refused('identity_taken', { contactId: owner }))
  assert.deepEqual([(await view(other)).name, (await view(other)).identities], ['Other', []])
})

test('an agent who confirms an identity answers for it with a reason, which is kept [CT3]', async () => {
  const id = await contact('Ada', 'confirm@example.com')
  const identityId = (await identity(id, 'confirm@example.com'))?.id
  await assert.rejects(run('identity.confirm', { contactId: id, identityId, reason: '' }), refused('invalid_input'))
  await run('identity.confirm', { contactId: id, identityId, reason: 'Called back, knew the order number' })
  assert.equal((await identity(id, 'confirm@example.com'))?.verifiedBy, 'agent')
  const audit = await db.row({
    name: 't.a',
    text: 'select action, changes, user_id from audit order by id desc limit 1',
    values: [],
  })
  assert.deepEqual(audit, {
    action: 'identity.confirmed',
    changes: { identity: [null, identityId], reason: [null, 'Called back, knew the order number'] },
    user_id: agent.userId,
  })
  const other = await contact('Impostor')
  await people
    .as(await people.visitor().then(async (visitor) => ({ ...visitor, contactId: other })))
    .run('visitor.details', { email: 'confirm@example.com' })
  const claimed = await identity(other, 'confirm@example.com')
  await assert.rejects(
    run('identity.confirm', { contactId: other, identityId: claimed?.id, reason: 'x' }),
    refused('identity_taken', { contactId: id }),
  )
  await assert.rejects(
    run('identity.confirm', { contactId: id, identityId: claimed?.id, reason: 'x' }),
    refused('identity_not_found'),
  )
})

test('two who confirm the same address for two contacts at once: one is told that it is taken [CT3]', async () => {
  const contacts = [await contact('One', 'race@example.com'), await contact('Two', 'race@example.com')]
  const results = await Promise.allSettled(
    contacts.map(async (contactId) =>
      run('identity.confirm', {
        contactId,
        identityId: (await identity(contactId, 'race@example.com'))?.id,
        reason: 'x',
      }),
    ),
  )
  assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const failure = results.find((each) => each.status === 'rejected')
  assert.ok(failure?.status === 'rejected' && refused('identity_taken')(failure.reason))
})

test('identities are taken away, but not the one under which his site knows him [CT3]', async () => {
  const id = await contact('Ada', 'away@example.com')
  await run('contact.update', { contactId: id, removeIdentity: (await identity(id, 'away@example.com'))?.id })
  assert.equal(await identity(id, 'away@example.com'), undefined)
  await assert.rejects(run('contact.update', { contactId: id, removeIdentity: 999_999 }), refused('identity_not_found'))
  await db.run({
    name: 't.ext',
    text: `insert into contact_identities (contact_id, kind, value, verified_by) values ($1, 'external_id', 'r-1', 'jwt')`,
    values: [id],
  })
  await assert.rejects(
    run('contact.update', { contactId: id, removeIdentity: (await identity(id, 'r-1'))?.id }),
    refused('not_allowed'),
  )
})

test('the view shows identities with their marks, presence and what is known of the device [CT3] [S4.36]', async () => {
  const { token } = await people.visitor()
  const id = (await authenticateVisitor(db, token))?.contactId ?? 0
  await db.run({
    name: 't.marks',
    text: `insert into contact_identities (contact_id, kind, value, verified_by) values ($1, 'external_id', 'v-1', 'jwt'), ($1, 'email', 'b@example.com', null)`,
    values: [id],
  })
  const shown = await view(id)
  assert.deepEqual([shown.signedIn, shown.online, shown.page], [true, id % 2 === 0, page])
  assert.deepEqual(
    shown.identities.map(({ value, verified }) => [value, verified]),
    [
      ['v-1', true],
      ['b@example.com', false],
    ],
  )
  await assert.rejects(view(999_999), refused('contact_not_found'))
})

test('contacts are found by the beginning of any word of the name, of an address, of a number [CT10]', async () => {
  const id = await contact('Zoë O’Brien-Łukasz', 'zoe.obrien@shop.example')
  await run('contact.update', { contactId: id, addIdentity: { kind: 'phone', value: '+33 7 99 88 77 66' } })
  const found = async (q: string) => (await search(q)).rows.map((row) => row.id).includes(id)
  for (const q of [
    'zoë',
    'ZOË',
    'o’brien',
    'bri',
    'łuk',
    'zoë łuk',
    'zoe.ob',
    'ZOE.OBRIEN@shop.example',
    '+33799',
    '33799',
    '+33 7 99',
    '0033799',
  ])
    assert.ok(await found(q), q)
  for (const q of ['oë', 'rien', 'obrien@', '99887', '%', '_', '\\', "'", ':*', '& | !', '%oe'])
    assert.ok(!(await found(q)), q)
  assert.ok((await searchContactIds(db, 'zoë', 5)).includes(id))
  assert.deepEqual(await searchContactIds(db, '  ', 5), [])
})

test('a row shows the verified address before one that was claimed later, and how many conversations there are [CT10]', async () => {
  const id = await contact('Row Martin', 'sure@row.example')
  await run('identity.confirm', {
    contactId: id,
    identityId: (await identity(id, 'sure@row.example'))?.id,
    reason: 'x',
  })
  await run('contact.update', { contactId: id, addIdentity: { kind: 'email', value: 'later@row.example' } })
  const [row] = (await search('row martin')).rows
  assert.deepEqual(
    [row?.email, row?.phone, row?.verified, row?.conversations, row?.blocked],
    ['sure@row.example', null, true, id * 10, false],
  )
})

test('who only looked is not listed; who wrote, is [CT10]', async () => {
  const visitor = await people.visitor()
  const listed = async () => (await search()).rows.some(({ id }) => id === visitor.contactId)
  assert.equal(await listed(), false)
  await engine.transact(async (ctx) =>
    record(ctx, started, { stream: 'conversation:1', by: visitor, data: {}, contactId: visitor.contactId }),
  )
  assert.equal(await listed(), true)
})

test('pages follow each other without a gap or a repetition, those seen last first [CT10]', async () => {
  const ids: number[] = []
  for (let n = 0; n < 60; n += 1) ids.push(await contact(`Paged ${n}`))
  // Many of them at the very same moment, and finer than a millisecond.
  await db.run({
    name: 't.seen',
    text: `update contacts set last_seen_at = timestamptz '2026-01-01' + (id / 7) * interval '1 microsecond' where id = any($1::bigint[])`,
    values: [ids],
  })
  await touchContacts(db, [{ contactId: ids[3] ?? 0, at: new Date(), page }])
  const first = await search('paged')
  assert.equal(first.rows.length, 50)
  assert.equal(first.rows[0]?.id, ids[3])
  const second = await search('paged', first.next ?? '')
  assert.equal(second.next, null)
  const all = [...first.rows, ...second.rows].map(({ id }) => id)
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    ids.toSorted((a, b) => a - b),
  )
})

test('a contact was last seen when it was last seen, whatever order the reports come in', async () => {
  const id = await contact('Seen')
  const [early, late] = [new Date('2030-01-01'), new Date('2030-01-02')]
  await touchContacts(db, [{ contactId: id, at: late, page }])
  await touchContacts(db, [{ contactId: id, at: early, page: null }])
  assert.equal((await view(id)).lastSeenAt, late.toISOString())
})

test('after thirty days, what is personal is gone for good, and others are told [CT9]', async () => {
  const id = await contact('Gone', 'gone@example.com')
  const kept = await contact('Kept', 'kept@example.com')
  await db.run({
    name: 't.del',
    text: `update contacts set deleted_at = now() - make_interval(days => $2) where id = $1`,
    values: [id, 31],
  })
  await db.run({
    name: 't.del',
    text: `update contacts set deleted_at = now() - make_interval(days => $2) where id = $1`,
    values: [kept, 29],
  })
  const before = new Date(Date.now() - 30 * 86_400_000)
  const purge = () => engine.transact((ctx) => purgeContacts(ctx, before))
  assert.equal(await purge(), 1)
  assert.equal(await purge(), 0)
  const whole = await db.row<{ text: string }>({
    name: 't.whole',
    text: `select (select json_agg(c) from contacts c where id = $1)::text || coalesce((select json_agg(i) from contact_identities i where contact_id = $1)::text, '') as text`,
    values: [id],
  })
  assert.ok(!/Gone|gone@/.test(whole.text), whole.text)
  assert.deepEqual(people.last('contact.purged')?.data, { contactId: id })
  assert.ok(await identity(kept, 'kept@example.com'))
})

test('browsers that never wrote and stay away are dropped; others stay [CT9]', async () => {
  const [idle, written] = [await people.visitor(), await people.visitor()]
  await engine.transact(async (ctx) =>
    record(ctx, started, { stream: 'conversation:2', by: system, data: {}, contactId: written.contactId }),
  )
  await db.run({
    name: 't.idle',
    text: `update contacts set last_seen_at = now() - interval '40 days' where id = any($1)`,
    values: [[idle.contactId, written.contactId]],
  })
  await engine.transact((ctx) => purgeContacts(ctx, new Date(Date.now() - 30 * 86_400_000)))
  assert.equal(await authenticateVisitor(db, idle.token), null)
  assert.equal((await authenticateVisitor(db, written.token))?.contactId, written.contactId)
})
