import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, startPeople } from '../../../test/kit/people.ts'
import { hashToken } from '../../platform/ids.ts'
import { authenticateVisitor, authenticateVisitors, claimDetails, gatherVisitors, openVisitor } from '../index.ts'
import { listIdentities } from '../queries/identities.ts'
import { findBrief } from '../queries/lists.ts'
import { signOutVisitor } from './sign-out-visitor.ts'

const people = await startPeople()
const { db, engine } = people
const contact = async (id: number) => {
  const brief = await findBrief(db, id)
  return { name: brief?.name, email: brief?.email, verified: brief?.verified }
}

test('a visitor is a token of 256 bits of which only a hash is kept [CT1]', async () => {
  const visitor = await people.visitor()
  assert.equal(Buffer.from(visitor.token, 'base64url').length, 32)
  const { token_hash: kept } = await db.row<{ token_hash: Buffer }>({
    name: 't.v',
    text: 'select token_hash from visitors where id = $1',
    values: [visitor.visitorId],
  })
  assert.deepEqual(kept, hashToken(visitor.token))
  assert.deepEqual([visitor.signedIn, visitor.blocked, visitor.channelId], [false, false, 1])
})

test('an unknown token is nobody', async () => {
  assert.equal(await authenticateVisitor(db, 'x'.repeat(43)), null)
  assert.equal(await authenticateVisitor(db, ''), null)
})

test('a thousand come back at once by one query [CT1]', async () => {
  const tokens: string[] = []
  await engine.transact(async (ctx) => {
    for (let n = 0; n < 1_000; n += 1)
      tokens.push((await openVisitor(ctx, { channelId: 1, locale: null, timeZone: null, userAgent: undefined })).token)
  })
  let queries = 0
  const counting = {
    ...db,
    rows: <Row>(statement: Parameters<typeof db.rows>[0]) => ((queries += 1), db.rows<Row>(statement)),
  }
  const authenticate = gatherVisitors(counting)
  const actors = await Promise.all([...tokens, 'unknown'].map(authenticate))
  assert.equal(queries, 1)
  assert.equal(actors.at(-1), null)
  assert.equal(new Set(actors.slice(0, -1).map((actor) => actor?.contactId)).size, 1_000)
  assert.equal((await authenticateVisitors(db, tokens)).size, 1_000)
})

test('what a visitor types is claimed: it shows nothing of whoever has it verified, and merges nothing [CT2]', async () => {
  const owner = await people.visitor()
  await db.run({
    name: 't.verified',
    text: `insert into contact_identities (contact_id, kind, value, verified_by) values ($1, 'email', 'ada@example.com', 'jwt')`,
    values: [owner.contactId],
  })
  const stranger = await people.visitor()
  await people.as(stranger).run('visitor.details', { name: ' Ada ', email: 'ADA@example.com' })
  assert.deepEqual(await contact(stranger.contactId), { name: 'Ada', email: 'ada@example.com', verified: false })
  const actor = await authenticateVisitor(db, stranger.token)
  assert.deepEqual([actor?.contactId, actor?.signedIn], [stranger.contactId, false])
  assert.equal(people.events.filter(({ type }) => type === 'contact.merged').length, 0)
  assert.deepEqual(people.last('contact.updated')?.data, {
    contactId: stranger.contactId,
    changed: ['name', 'identities'],
  })
})

test('details are only one’s own, and told only when they change [CT2]', async () => {
  const visitor = await people.visitor()
  const details = { name: 'Jo', email: 'jo@example.com' }
  await people.as(visitor).run('visitor.details', details)
  const told = people.events.length
  await people.as(visitor).run('visitor.details', details)
  assert.equal(people.events.length, told)
  await assert.rejects(
    people.as(await people.user('administrator')).run('visitor.details', details),
    refused('not_allowed'),
  )
})

test('an address that is none is refused; empty fields change nothing', async () => {
  const visitor = await people.visitor()
  const claim = (details: { name?: string; email?: string }) =>
    engine.transact((ctx) => claimDetails(ctx, visitor, details))
  await assert.rejects(claim({ email: 'not an address' }), refused('identity_invalid'))
  await claim({ name: '  ', email: '' })
  assert.deepEqual(await contact(visitor.contactId), { name: null, email: null, verified: false })
})

test('whoever types on cannot fill the table', async () => {
  const visitor = await people.visitor()
  for (let n = 0; n < 25; n += 1) await people.as(visitor).run('visitor.details', { email: `jo${n}@example.com` })
  assert.equal((await listIdentities(db, [visitor.contactId])).length, 20)
})

test('a blocked visitor is known as blocked at once, and claims nothing [CT7]', async () => {
  const visitor = await people.visitor()
  const agent = await people.user('agent')
  await people.as(agent).run('contact.block', { contactId: visitor.contactId })
  assert.equal((await authenticateVisitor(db, visitor.token))?.blocked, true)
  await assert.rejects(people.as(visitor).run('visitor.details', { name: 'X' }), refused('contact_blocked'))
  await people.as(agent).run('contact.unblock', { contactId: visitor.contactId })
  assert.equal((await authenticateVisitor(db, visitor.token))?.blocked, false)
  assert.deepEqual(
    people.events.filter(({ stream }) => stream === `contact:${visitor.contactId}`).map(({ type }) => type),
    ['contact.blocked', 'contact.unblocked'],
  )
})

test('after a logout the old token is dead, and the new one leads nowhere back [CT1]', async () => {
  const visitor = await people.visitor()
  await people.as(visitor).run('visitor.details', { name: 'Ada', email: 'ada.l@example.com' })
  const { token, contact: fresh } = await engine.transact((ctx) => signOutVisitor(ctx, visitor.token, undefined))
  assert.equal(await authenticateVisitor(db, visitor.token), null)
  const actor = await authenticateVisitor(db, token)
  assert.deepEqual([actor?.contactId, actor?.signedIn], [fresh.id, false])
  assert.notEqual(fresh.id, visitor.contactId)
  assert.deepEqual(await contact(fresh.id), { name: null, email: null, verified: false })
  assert.deepEqual(people.last('visitor.revoked')?.data, { visitorId: visitor.visitorId, contactId: visitor.contactId })
  await assert.rejects(
    engine.transact((ctx) => signOutVisitor(ctx, visitor.token, undefined)),
    refused('visitor_unknown'),
  )
})

test('nothing on a contact’s stream is for the contact [CT11]', () => {
  const told = people.events.filter(({ stream }) => stream.startsWith('contact:'))
  assert.ok(told.length > 5)
  assert.ok(told.every(({ publicPosition, contactId }) => publicPosition === null && contactId === undefined))
})
