import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { SignJWT } from 'jose'
import { whenDone } from '../../../test/kit/database.ts'
import { known } from '../../../test/kit/known.ts'
import { startPeople } from '../../../test/kit/people.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { VisitorToken } from '../contract.ts'
import { authenticateVisitor, routes } from '../index.ts'
import { listIdentities } from '../queries/identities.ts'
import { findBrief } from '../queries/lists.ts'

const people = await startPeople()
const { db, engine } = people
const secret = 'p8Zq1sXw4mT7vB2nK5cR9yH3jL6dF0gA8eU1iO4qW7s'
const channel = { id: 1, active: true, defaultLocale: 'fr' }
let app: FastifyInstance

before(() => {
  app = Fastify()
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof Refusal) return reply.code(409).send({ code: error.code, details: error.details })
    const invalid = error instanceof Error && 'validation' in error
    return reply.code(invalid ? 400 : 500).send({ code: invalid ? 'invalid_input' : String(error) })
  })
  routes(app, {
    db,
    engine,
    channelByKey: (key) => (key === 'shop' ? channel : key === 'off' ? { ...channel, active: false } : null),
    channelById: () => null,
    signingSecret: async (channelId, kid) => (channelId === 1 && kid === 'key_1' ? secret : null),
  })
  whenDone(() => app.close())
})

type Answer = VisitorToken & { code?: string; details?: { reason: string } }
const post = async (path: string, token: string | null, payload: object = {}) => {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  return known<Answer>((await app.inject({ method: 'POST', url: `/api/v1/widget/${path}`, headers, payload })).json())
}
const open = () => post('visitors', null, { key: 'shop', locale: 'fr-CA', timeZone: 'America/Toronto' })

type Options = { kid?: string; alg?: string; key?: string; expires?: number | null }
const now = () => Math.floor(Date.now() / 1000)
const sign = (
  { kid = 'key_1', alg = 'HS256', key = secret, expires = 300 }: Options,
  claims: Record<string, unknown>,
) => {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg, ...(kid === '' ? {} : { kid }) })
  return (expires === null ? jwt : jwt.setExpirationTime(now() + expires)).sign(new TextEncoder().encode(key))
}
const login = async (token: string, claims: Record<string, unknown>, options: Options = {}) =>
  post('login', token, { jwt: await sign(options, claims) })
const identities = async (contactId: number) =>
  (await listIdentities(db, [contactId])).map(({ kind, value, verifiedBy }) => `${kind} ${value} ${verifiedBy}`)
const merges = () => people.events.filter(({ type }) => type === 'contact.merged').length

test('a browser gets its token for a channel that exists and is active [CT1]', async () => {
  const { token, contact } = await open()
  assert.equal((await authenticateVisitor(db, token))?.contactId, contact.id)
  const row = await db.row({
    name: 't.c',
    text: 'select locale, time_zone, known from contacts where id = $1',
    values: [contact.id],
  })
  assert.deepEqual(row, { locale: 'fr-CA', time_zone: 'America/Toronto', known: false })
  assert.equal((await post('visitors', null, { key: 'nowhere' })).code, 'channel_not_found')
  assert.equal((await post('visitors', null, { key: 'off' })).code, 'channel_inactive')
})

test('the first login makes the visitor’s own contact that person, with a new token; the old one is dead [CT1][CT4]', async () => {
  const { token, contact } = await open()
  const answer = await login(token, {
    external_id: 'c-1',
    name: 'Ada Martin',
    email: 'Ada@Example.com',
    email_verified: true,
  })
  assert.deepEqual(answer.contact, { id: contact.id, name: 'Ada Martin', signedIn: true })
  assert.equal(await authenticateVisitor(db, token), null)
  assert.equal((await authenticateVisitor(db, answer.token))?.signedIn, true)
  assert.deepEqual(await identities(contact.id), ['email ada@example.com jwt', 'external_id c-1 jwt'])
  assert.deepEqual(people.last('visitor.signed_in')?.data.into, contact.id)
})

test('from another device, the same person finds the same contact; the anonymous one is merged into it [CT4] [S4.8] [S4.10]', async () => {
  const first = await open()
  const { contact } = await login(first.token, { external_id: 'c-2', name: 'Jo' })
  const second = await open()
  const answer = await login(second.token, { external_id: 'c-2' })
  assert.deepEqual(answer.contact, { id: contact.id, name: 'Jo', signedIn: true })
  assert.equal((await authenticateVisitor(db, answer.token))?.contactId, contact.id)
  const { from, into, reason } = people.last('contact.merged')?.data ?? {}
  assert.deepEqual([from, into, reason], [second.contact.id, contact.id, 'login'])
  const streams = people.events
    .filter(({ type, data }) => type === 'contact.merged' && data.from === second.contact.id)
    .map(({ stream }) => stream)
  assert.deepEqual(streams, [`contact:${second.contact.id}`, `contact:${contact.id}`])
})

test('what he typed before signing in goes along, still claimed [CT2][CT5]', async () => {
  const { contact } = await login((await open()).token, { external_id: 'c-3' })
  const visitor = await open()
  const actor = await authenticateVisitor(db, visitor.token)
  assert.ok(actor)
  await people.as(actor).run('visitor.details', { name: 'Typed', email: 'typed@example.com' })
  const answer = await login(visitor.token, { external_id: 'c-3' })
  assert.equal(answer.contact.id, contact.id)
  assert.deepEqual(await identities(contact.id), ['external_id c-3 jwt', 'email typed@example.com null'])
  assert.equal((await findBrief(db, contact.id))?.name, 'Typed')
  const again = await authenticateVisitor(db, answer.token)
  assert.ok(again)
  await people.as(again).run('visitor.details', { name: 'Somebody else' })
  assert.equal((await findBrief(db, contact.id))?.name, 'Typed')
})

test('an address finds a contact only if verified, on both sides, and never against its external id [CT4]', async () => {
  const known = await login((await open()).token, {
    external_id: 'c-4',
    email: 'shared@example.com',
    email_verified: true,
  })
  const unverified = await open()
  const other = await login(unverified.token, { external_id: 'c-5', email: 'shared@example.com' })
  assert.equal(other.contact.id, unverified.contact.id)
  const verified = await open()
  const third = await login(verified.token, { external_id: 'c-6', email: 'shared@example.com', email_verified: true })
  assert.equal(third.contact.id, verified.contact.id)
  assert.deepEqual(await identities(third.contact.id), ['external_id c-6 jwt', 'email shared@example.com null'])
  assert.deepEqual(await identities(known.contact.id), ['email shared@example.com jwt', 'external_id c-4 jwt'])
})

test('a contact whose address was verified otherwise is found by a login that verifies it too [CT4]', async () => {
  const byMail = await open()
  await db.run({
    name: 't.mailbox',
    text: `insert into contact_identities (contact_id, kind, value, verified_by) values ($1, 'email', 'mail@example.com', 'mailbox')`,
    values: [byMail.contact.id],
  })
  const claimed = await login((await open()).token, { external_id: 'c-7', email: 'mail@example.com' })
  assert.notEqual(claimed.contact.id, byMail.contact.id)
  const answer = await login((await open()).token, {
    external_id: 'c-8',
    email: 'mail@example.com',
    email_verified: true,
  })
  assert.equal(answer.contact.id, byMail.contact.id)
})

test('another person at the same browser gets his own contact; nothing is merged [CT4]', async () => {
  const ada = await login((await open()).token, { external_id: 'c-9', name: 'Ada' })
  const before = merges()
  const jo = await login(ada.token, { external_id: 'c-10', name: 'Jo' })
  assert.notEqual(jo.contact.id, ada.contact.id)
  assert.equal(await authenticateVisitor(db, ada.token), null)
  const back = await login(jo.token, { external_id: 'c-9' })
  assert.equal(back.contact.id, ada.contact.id)
  assert.equal(merges(), before)
  assert.deepEqual(await identities(jo.contact.id), ['external_id c-10 jwt'])
})

test('the same person again only gets a new token [CT1]', async () => {
  const first = await login((await open()).token, { external_id: 'c-11', name: 'Before' })
  const again = await login(first.token, { external_id: 'c-11', name: 'After' })
  assert.deepEqual(again.contact, { id: first.contact.id, name: 'After', signedIn: true })
  assert.equal(await authenticateVisitor(db, first.token), null)
})

for (const email of [undefined, 'ten@example.com'])
  test(`ten devices that sign in at the same moment are one contact, ${email ? 'with' : 'without'} an address [CT3][CT4]`, async () => {
    const visitors = await Promise.all(Array.from({ length: 10 }, open))
    const claims = { external_id: email ?? 'c-12', email, email_verified: true }
    const answers = await Promise.all(visitors.map(({ token }) => login(token, claims)))
    assert.deepEqual(new Set(answers.map(({ code }) => code)), new Set([undefined]))
    assert.equal(new Set(answers.map(({ contact }) => contact.id)).size, 1)
  })

test('two logins with one token: one of them is too late [CT1]', async () => {
  const { token } = await open()
  const both = await Promise.all(['c-13', 'c-14'].map((id) => login(token, { external_id: id })))
  assert.deepEqual(both.map(({ code }) => code ?? 'ok').toSorted(), ['ok', 'visitor_unknown'])
})

test('a block holds through login and merge [CT7]', async () => {
  const agent = await people.user('agent')
  const visitor = await open()
  await people.as(agent).run('contact.block', { contactId: visitor.contact.id })
  const { contact } = await login((await open()).token, { external_id: 'c-15' })
  const answer = await login(visitor.token, { external_id: 'c-15' })
  assert.equal(answer.contact.id, contact.id)
  assert.equal((await authenticateVisitor(db, answer.token))?.blocked, true)
  assert.deepEqual(
    [people.last('contact.blocked')?.stream, people.last('contact.blocked')?.data],
    [`contact:${contact.id}`, { contactId: contact.id }],
  )
})

test('after a logout the next person is nobody [CT1]', async () => {
  const ada = await login((await open()).token, { external_id: 'c-16' })
  const out = await post('logout', ada.token)
  assert.deepEqual(out.contact, { id: out.contact.id, name: null, signedIn: false })
  assert.notEqual(out.contact.id, ada.contact.id)
  assert.equal(await authenticateVisitor(db, ada.token), null)
  assert.equal((await post('logout', ada.token)).code, 'visitor_unknown')
  assert.equal((await post('logout', null)).code, 'visitor_unknown')
})

const wrong: [string, string, Record<string, unknown>, Options?][] = [
  ['kid', 'no key id', { external_id: 'x' }, { kid: '' }],
  ['kid', 'a key of nobody', { external_id: 'x' }, { kid: 'key_2' }],
  ['signature', 'another secret', { external_id: 'x' }, { key: `${secret.slice(1)}x` }],
  ['algorithm', 'another algorithm', { external_id: 'x' }, { alg: 'HS512', key: secret.repeat(2) }],
  ['expired', 'too old', { external_id: 'x' }, { expires: -62 }],
  ['exp', 'never ends', { external_id: 'x' }, { expires: null }],
  ['exp', 'ends too late', { external_id: 'x' }, { expires: 86_400 + 70 }],
  ['external_id', 'nobody', {}],
  ['external_id', 'a number', { external_id: 7 }],
  ['external_id', 'nothing', { external_id: '' }],
  ['external_id', 'too long', { external_id: 'x'.repeat(256) }],
  ['scope', 'another scope', { external_id: 'x', scope: 'admin' }],
  ['email', 'no address', { external_id: 'x', email: 'ada' }],
  ['name', 'no name', { external_id: 'x', name: { first: 'Ada' } }],
]
for (const [reason, what, claims, options] of wrong)
  test(`a token is refused for its ${reason}: ${what} [CT4]`, async () => {
    const visitor = await open()
    const answer = await login(visitor.token, claims, options)
    assert.deepEqual([answer.code, answer.details?.reason], ['jwt_invalid', reason])
    assert.equal((await authenticateVisitor(db, visitor.token))?.signedIn, false)
  })

test('clocks may differ by a minute, and a token may live for a day [CT4]', async () => {
  assert.equal(
    (await login((await open()).token, { external_id: 'c-17', scope: 'user' }, { expires: -55 })).code,
    undefined,
  )
  assert.equal((await login((await open()).token, { external_id: 'c-17' }, { expires: 86_400 })).code, undefined)
})

test('text that is no token at all is refused, unsigned ones too [CT4]', async () => {
  const { token } = await open()
  const unsigned = `${Buffer.from('{"alg":"none","kid":"key_1"}').toString('base64url')}.${Buffer.from('{"external_id":"x","exp":9999999999}').toString('base64url')}.`
  for (const jwt of ['', 'x', 'a.b.c', unsigned, '\u0000.\u0000.\u0000']) {
    const answer = await post('login', token, { jwt })
    assert.equal(answer.code, 'jwt_invalid', jwt)
  }
  assert.equal((await post('login', token, { jwt: {} })).code, 'invalid_input')
  assert.equal((await post('login', token, {})).code, 'invalid_input')
  assert.equal((await post('login', 'unknown', { jwt: 'x' })).code, 'visitor_unknown')
})
