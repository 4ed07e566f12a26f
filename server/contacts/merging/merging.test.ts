import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, startPeople } from '../../../test/kit/people.ts'
import type { VisitorActor } from '../../platform/pure/actor.ts'
import { authenticateVisitor, findContactView, findMoved, movesIn, noteMoved } from '../index.ts'
import type { Claims } from '../model.ts'
import { listIdentities } from '../queries/identities.ts'
import { signInVisitor } from '../visitors/sign-in-visitor.ts'

/** Stands for the slices to the right: what it was told to move, and back. */
const moved: string[] = []
const people = await startPeople({
  reactions: [
    {
      on: 'contact.merged',
      name: 'test: conversations go along',
      async react(ctx, events) {
        for (const { mergeId, from, into } of movesIn(events)) {
          moved.push(`${from} → ${into}`)
          await noteMoved(ctx.tx, mergeId, 'conversations', [41, 42])
        }
      },
    },
    {
      on: 'contact.split',
      name: 'test: conversations come back',
      async react(ctx, events) {
        for (const { mergeId, from, into } of movesIn(events))
          moved.push(`${from} → ${into}: ${await findMoved(ctx.tx, mergeId, 'conversations')}`)
      },
    },
  ],
})
const { db, engine } = people
const lead = await people.user('team_lead')
const run = (name: string, input: unknown) => people.as(lead).run(name, input)
const merge = (from: VisitorActor, into: VisitorActor) =>
  run('contact.merge', { from: from.contactId, into: into.contactId })
const split = (contact: VisitorActor, mergedOff: VisitorActor) =>
  run('contact.split', { contactId: contact.contactId, mergedId: mergedOff.contactId })

const view = async (contactId: number) => {
  const found = await findContactView(db, contactId, { isOnline: () => false, page: () => null })
  if (found === null) throw new Error('no such contact')
  return found
}
const identities = async (contactId: number) =>
  (await listIdentities(db, [contactId])).map(({ value, verifiedBy }) => `${value} ${verifiedBy}`).toSorted()
const claim = (visitor: VisitorActor, details: { name?: string; email?: string }) =>
  people.as(visitor).run('visitor.details', details)
const verify = (contactId: number, kind: string, value: string, by: string) =>
  db.run({
    name: 't.verify',
    text: 'insert into contact_identities (contact_id, kind, value, verified_by) values ($1, $2, $3, $4)',
    values: [contactId, kind, value, by],
  })
const contactOf = async (token: string) => (await authenticateVisitor(db, token))?.contactId
const two = async () => [await people.visitor(), await people.visitor()] as const

test('a merge moves identities and browsers, and tells both streams once what moved [CT5] [S4.36]', async () => {
  const [from, into] = await two()
  await claim(from, { name: 'Ada', email: 'ada@example.com' })
  await verify(from.contactId, 'phone', '+33612345678', 'agent')
  await merge(from, into)
  assert.deepEqual(await identities(into.contactId), ['+33612345678 agent', 'ada@example.com null'])
  assert.deepEqual([await contactOf(from.token), await contactOf(into.token)], [into.contactId, into.contactId])
  assert.deepEqual(moved.splice(0), [`${from.contactId} → ${into.contactId}`])
  const shown = await view(into.contactId)
  assert.equal(shown.name, 'Ada')
  assert.deepEqual(
    shown.merged.map(({ id, name }) => [id, name]),
    [[from.contactId, 'Ada']],
  )
})

test('the old record shows the one it is part of, and is changed no more [CT5]', async () => {
  const [from, into] = await two()
  await merge(from, into)
  assert.equal((await view(from.contactId)).id, into.contactId)
  await assert.rejects(run('contact.update', { contactId: from.contactId, name: 'X' }), refused('contact_not_found'))
  await assert.rejects(
    run('contact.merge', { from: from.contactId, into: lead.userId + 9_000 }),
    refused('contact_not_found'),
  )
  await assert.rejects(merge(from, into), refused('contact_not_found'))
})

test('one record is not merged with itself, nor two people whom their site knows apart [CT5]', async () => {
  const [one, other] = await two()
  await assert.rejects(merge(one, one), refused('merge_same'))
  await verify(one.contactId, 'external_id', 'm-1', 'jwt')
  await verify(other.contactId, 'external_id', 'm-2', 'jwt')
  await assert.rejects(merge(one, other), refused('merge_both_signed_in'))
  assert.deepEqual([await contactOf(one.token), await contactOf(other.token)], [one.contactId, other.contactId])
})

test('a split gives back identities, browsers, gaps and what went along [CT6]', async () => {
  const [from, into] = await two()
  await claim(from, { name: 'Ada', email: 'both@example.com' })
  await run('contact.update', {
    contactId: from.contactId,
    notes: 'likes tea',
    addIdentity: { kind: 'phone', value: '0611111111' },
  })
  await claim(into, { email: 'both@example.com' })
  await run('contact.update', { contactId: into.contactId, notes: 'VIP' })
  const before = [await identities(from.contactId), await identities(into.contactId)]
  await merge(from, into)
  assert.equal((await view(into.contactId)).notes, 'VIP\nlikes tea')
  assert.deepEqual(await identities(into.contactId), ['0611111111 null', 'both@example.com null'])
  moved.splice(0)
  await split(into, from)
  assert.deepEqual([await identities(from.contactId), await identities(into.contactId)], before)
  assert.deepEqual([await contactOf(from.token), await contactOf(into.token)], [from.contactId, into.contactId])
  const [one, other] = [await view(from.contactId), await view(into.contactId)]
  assert.deepEqual([one.id, one.name, one.notes], [from.contactId, 'Ada', 'likes tea'])
  assert.deepEqual([other.name, other.notes, other.merged], [null, 'VIP', []])
  assert.deepEqual(moved.splice(0), [`${into.contactId} → ${from.contactId}: 41,42`])
})

test('what came after the merge stays at a split [CT6]', async () => {
  const [from, into] = await two()
  await claim(from, { name: 'Ada', email: 'first@example.com' })
  await merge(from, into)
  const removed = (await listIdentities(db, [into.contactId]))[0]
  await run('contact.update', {
    contactId: into.contactId,
    name: 'Ada M.',
    addIdentity: { kind: 'email', value: 'later@example.com' },
    removeIdentity: removed?.id,
  })
  await split(into, from)
  assert.equal((await view(into.contactId)).name, 'Ada M.')
  assert.deepEqual(await identities(into.contactId), ['later@example.com null'])
  assert.deepEqual(await identities(from.contactId), [])
})

test('a split needs a merge, of just these two, and is done once [CT6]', async () => {
  const [from, into] = await two()
  await assert.rejects(split(into, from), refused('not_merged'))
  await merge(from, into)
  await assert.rejects(split(from, into), refused('contact_not_found'))
  await split(into, from)
  await assert.rejects(split(into, from), refused('not_merged'))
  await merge(from, into)
  await split(into, from)
})

test('a chain of merges is split from its end, and each piece is whole again [CT6]', async () => {
  const [one, middle] = await two()
  const last = await people.visitor()
  for (const [visitor, email] of [[one, 'one@example.com'] as const, [middle, 'middle@example.com'] as const])
    await claim(visitor, { email })
  await merge(one, middle)
  await merge(middle, last)
  assert.deepEqual(await identities(last.contactId), ['middle@example.com null', 'one@example.com null'])
  assert.equal((await view(one.contactId)).id, last.contactId)
  await assert.rejects(split(last, one), refused('not_merged'))
  await split(last, middle)
  assert.deepEqual(await identities(middle.contactId), ['middle@example.com null', 'one@example.com null'])
  assert.equal(await contactOf(one.token), middle.contactId)
  await split(middle, one)
  assert.deepEqual(
    [await identities(one.contactId), await contactOf(one.token)],
    [['one@example.com null'], one.contactId],
  )
})

const signIn = (token: string, externalId: string) => {
  const claims: Claims = { externalId, name: null, email: null, emailVerified: false }
  return engine.transact((ctx) => signInVisitor(ctx, token, claims))
}

test('browsers that signed in go with the external id, wherever a split takes it [CT6]', async () => {
  const [from, into] = await two()
  const { token } = await signIn(from.token, 's-1')
  await merge(from, into)
  assert.equal(await contactOf(token), into.contactId)
  await split(into, from)
  assert.deepEqual([await contactOf(token), await contactOf(into.token)], [from.contactId, into.contactId])
  assert.equal((await view(into.contactId)).signedIn, false)
})

test('a split of what a login merged leaves the signed-in browser with the person [CT6]', async () => {
  const [anonymous, person] = await two()
  await signIn(person.token, 's-2')
  const { token } = await signIn(anonymous.token, 's-2')
  await split(person, anonymous)
  assert.equal(await contactOf(token), person.contactId)
  assert.equal((await view(person.contactId)).signedIn, true)
})

test('merges and splits at once leave each contact whole', async () => {
  const visitors = await Promise.all(Array.from({ length: 6 }, () => people.visitor()))
  const tries: Promise<unknown>[] = []
  for (const from of visitors) for (const into of visitors) if (from !== into) tries.push(merge(from, into))
  const results = await Promise.allSettled(tries)
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 5)
  for (const result of results)
    if (result.status === 'rejected') assert.ok(refused('contact_not_found')(result.reason), String(result.reason))
  const [end] = await Promise.all(visitors.map(({ contactId }) => view(contactId)))
  for (const { token } of visitors) assert.equal(await contactOf(token), end?.id)
})

test('merge and split are in the audit [ID9]', async () => {
  const [from, into] = await two()
  await merge(from, into)
  await split(into, from)
  const rows = await db.rows({
    name: 't.audit',
    text: 'select action, changes from audit where subject = $1 order by id',
    values: [`contact:${into.contactId}`],
  })
  assert.deepEqual(rows, [
    { action: 'contact.merged', changes: { from: [from.contactId, null] } },
    { action: 'contact.split', changes: { from: [null, from.contactId] } },
  ])
})
