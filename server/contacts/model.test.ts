import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Contact, decideLogin, type Identity, type IdentityKind, normalised, planMerge, unfill } from './model.ts'

test('addresses and numbers are compared in one form', () => {
  const forms: [IdentityKind, string, string | null][] = [
    ['email', ' Ada@Example.COM ', 'ada@example.com'],
    ['email', 'ada@localhost', null],
    ['email', 'ada martin@example.com', null],
    ['email', `${'a'.repeat(250)}@b.fr`, null],
    ['phone', '+33 (0)6 12-34.56', '+3306123456'],
    ['phone', '0033 612345678', '+33612345678'],
    ['phone', '06.12.34.56.78', '0612345678'],
    ['phone', 'call me', null],
    ['phone', '12345', null],
    ['external_id', ' Customer-7 ', 'Customer-7'],
    ['external_id', ' ', null],
    ['external_id', 'x'.repeat(256), null],
  ]
  for (const [kind, value, form] of forms) assert.equal(normalised(kind, value), form, value)
})

const id = fc.integer({ min: 1, max: 5 })
const external = fc.constantFrom('A', 'B')
const known = fc.record({ contactId: id, externalId: fc.option(external) })
const claims = fc.record({
  externalId: external,
  name: fc.constant(null),
  email: fc.constant('a@b.fr'),
  emailVerified: fc.boolean(),
})

test('a login never merges two external ids, and finds whom the external id names [CT4]', () => {
  fc.assert(
    fc.property(claims, known, fc.option(id), fc.option(known), (claim, own, byExternalId, byEmail) => {
      // One contact has an external id: worlds where the same id belongs to two are not possible.
      fc.pre(
        byExternalId === null
          ? own.externalId !== claim.externalId
          : own.externalId !== claim.externalId || own.contactId === byExternalId,
      )
      fc.pre(byEmail === null || byEmail.externalId !== claim.externalId || byEmail.contactId === byExternalId)
      fc.pre(byEmail === null || byEmail.contactId !== own.contactId || byEmail.externalId === own.externalId)
      const outcome = decideLogin(claim, own, byExternalId, byEmail)
      const otherOwner = own.externalId !== null && own.externalId !== claim.externalId
      if (outcome.kind === 'merge') assert.ok(!otherOwner)
      if (outcome.kind === 'become') assert.ok(!otherOwner)
      if ('into' in outcome && outcome.into !== byExternalId) {
        assert.ok(byExternalId === null && claim.emailVerified && outcome.into === byEmail?.contactId)
        assert.ok(byEmail?.externalId === null || byEmail?.externalId === claim.externalId)
      }
      if (byExternalId !== null) assert.equal('into' in outcome ? outcome.into : own.contactId, byExternalId)
    }),
    { numRuns: 3_000 },
  )
})

const person = (contactId: number): Contact => ({
  id: contactId,
  organizationId: null,
  name: null,
  locale: null,
  timeZone: null,
  notes: '',
  device: null,
  page: null,
  blockedAt: null,
  mergedInto: null,
  known: true,
  createdAt: new Date(0),
  lastSeenAt: null,
})
const text = fc.constantFrom('a', 'b', 'c')
const someone = (contactId: number) =>
  fc
    .record({
      name: fc.option(text),
      locale: fc.option(text),
      notes: fc.constantFrom('', 'x', 'y'),
      blockedAt: fc.option(fc.constant(new Date(7))),
    })
    .map((fields) => ({ ...person(contactId), ...fields }))
const identities = fc
  .array(fc.record({ contactId: fc.constantFrom(1, 2), value: text, verified: fc.boolean() }), { maxLength: 8 })
  .map((list) => {
    const kept = new Map<string, Identity>()
    for (const [index, { contactId, value, verified }] of list.entries()) {
      const taken = [...kept.values()].some((each) => each.value === value && each.verifiedBy !== null)
      kept.set(`${contactId} ${value}`, {
        id: index + 1,
        contactId,
        kind: 'email',
        value,
        verifiedBy: verified && !taken ? 'jwt' : null,
      })
    }
    return [...kept.values()]
  })

test('a merge loses no identity, keeps the verified of two equal ones, and can be put back [CT5][CT6]', () => {
  fc.assert(
    fc.property(someone(1), someone(2), identities, (from, into, list) => {
      const plan = planMerge(from, into, list)
      const left = list
        .filter((each) => !plan.deleted.includes(each.id))
        .map((each) => (plan.moved.includes(each.id) ? { ...each, contactId: into.id } : each))
      assert.ok(left.every((each) => each.contactId === into.id))
      const values = (each: readonly Identity[]) => each.map(({ value }) => value).toSorted()
      assert.deepEqual(values(left), [...new Set(values(list))])
      for (const each of list.filter(({ verifiedBy }) => verifiedBy !== null))
        assert.ok(left.some(({ value, verifiedBy }) => value === each.value && verifiedBy !== null))
      const back = [
        ...left
          .map((each) => (plan.moved.includes(each.id) ? { ...each, contactId: from.id } : each))
          .map(({ contactId, value, verifiedBy }) => ({ contactId, value, verified: verifiedBy !== null })),
        ...plan.dropped.map(({ contactId, value }) => ({ contactId, value, verified: false })),
      ]
      const as = (each: { contactId: number; value: string; verified: boolean }) =>
        `${each.contactId} ${each.value} ${each.verified}`
      assert.deepEqual(
        back.map(as).sort(),
        list.map(({ contactId, value, verifiedBy }) => as({ contactId, value, verified: verifiedBy !== null })).sort(),
      )
    }),
  )
})

test('a merge fills gaps, keeps a block, and a split takes back what still stands [CT5][CT6][CT7]', () => {
  fc.assert(
    fc.property(someone(1), someone(2), fc.boolean(), (from, into, renamed) => {
      const { filled } = planMerge(from, into, [])
      assert.equal(filled.after.name, into.name ?? from.name)
      assert.equal(filled.after.blockedAt !== null, from.blockedAt !== null || into.blockedAt !== null)
      for (const words of [from.notes, into.notes]) assert.ok(filled.after.notes.includes(words))
      const merged: Contact = {
        ...into,
        ...filled.after,
        blockedAt: filled.after.blockedAt === null ? null : new Date(filled.after.blockedAt),
      }
      const split = unfill(renamed ? { ...merged, name: 'new' } : merged, filled)
      assert.deepEqual(split, renamed ? { ...into, name: 'new' } : into)
    }),
  )
})
