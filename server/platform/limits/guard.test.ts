import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, nobody, system } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { createGuard, type Limits } from './guard.ts'

const visitor = (visitorId: number): Actor => ({
  kind: 'visitor',
  visitorId,
  contactId: visitorId,
  channelId: 1,
  signedIn: false,
  blocked: false,
})
const agent: Actor = {
  kind: 'user',
  userId: 1,
  loginId: 1,
  name: 'Ada',
  permissions: new Set(),
  scope: { tickets: 'all', brands: null },
  groups: [],
}

function guarded(limits: Partial<Limits>) {
  let at = 0
  const guard = createGuard({ rules: {}, connectionsPerAddress: null, ...limits }, () => new Date(at))
  return {
    guard,
    pass: (ms: number) => {
      at += ms
    },
    /** 0 = admitted, else what the refusal says. */
    ask: (actor: Actor, name: string, ip: string, cost?: number): number => {
      try {
        guard.admit(actor, name, { ip }, cost)
        return 0
      } catch (error) {
        assert.ok(error instanceof Refusal && error.code === 'too_many_requests')
        return Number(error.details?.['retryAfterMs'])
      }
    },
  }
}

const rules: Limits['rules'] = {
  start: [
    { by: 'visitor', burst: 2, perSecond: 0.1 },
    { by: 'address', burst: 3, perSecond: 1 },
  ],
}

test('[LI1] beyond the limit it is refused until the time told has passed', () => {
  const { ask, pass } = guarded({ rules })
  assert.deepEqual(
    [1, 2, 3].map(() => ask(visitor(1), 'start', 'a')),
    [0, 0, 10_000],
  )
  pass(9_999)
  assert.equal(ask(visitor(1), 'start', 'a'), 1)
  pass(1)
  assert.equal(ask(visitor(1), 'start', 'a'), 0)
})

test('[LI4] new tokens do not help: the address is counted too, and what one rule refuses costs nothing in another', () => {
  const { ask, pass } = guarded({ rules })
  assert.deepEqual(
    [1, 2, 3, 4].map((id) => ask(visitor(id), 'start', 'a')),
    [0, 0, 0, 1_000],
  )
  assert.equal(ask(visitor(4), 'start', '::ffff:10.0.0.1'), 0)
  assert.equal(ask(visitor(4), 'start', '10.0.0.1'), 0)
  // Visitor 4 was refused at `a`: had that been charged to him, these two would not have been his second and last.
  assert.equal(ask(visitor(4), 'start', '10.0.0.1'), 10_000)
  pass(1_000)
  assert.equal(ask(visitor(5), 'start', 'a'), 0)
})

test('[LI2] people of the desk and the system are never counted, what has no rule is free, nobody counts by address', () => {
  const { ask } = guarded({
    rules: {
      ...rules,
      token: [
        { by: 'address', burst: 1, perSecond: 1 },
        { by: 'visitor', burst: 1, perSecond: 1 },
      ],
    },
  })
  for (let times = 0; times < 50; times += 1) {
    assert.equal(ask(agent, 'start', 'a'), 0)
    assert.equal(ask(system, 'start', 'a'), 0)
    assert.equal(ask(visitor(1), 'other', 'a'), 0)
  }
  assert.deepEqual([ask(nobody, 'token', 'b'), ask(nobody, 'token', 'b')], [0, 1_000])
})

test('bytes are a cost like any other', () => {
  const { ask, pass } = guarded({ rules: { upload: [{ by: 'visitor', burst: 100, perSecond: 10 }] } })
  assert.equal(ask(visitor(1), 'upload', 'a', 90), 0)
  assert.equal(ask(visitor(1), 'upload', 'a', 30), 2_000)
  pass(2_000)
  assert.equal(ask(visitor(1), 'upload', 'a', 30), 0)
})

test('[LI7] connections of an address are counted while they last, and leaving twice frees one', () => {
  const { guard } = guarded({ connectionsPerAddress: 2 })
  const first = guard.connect({ ip: 'a' })
  const second = guard.connect({ ip: '::ffff:10.0.0.1' })
  assert.ok(first !== null && second !== null && guard.connect({ ip: 'a' }) !== null)
  assert.equal(guard.connect({ ip: 'a' }), null)
  assert.ok(guard.connect({ ip: '10.0.0.1' }) !== null)
  assert.equal(guard.connect({ ip: '10.0.0.1' }), null)
  first()
  first()
  assert.ok(guard.connect({ ip: 'a' }) !== null)
  assert.equal(guard.connect({ ip: 'a' }), null)
})
