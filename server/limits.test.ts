import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../test/kit/app.ts'
import { admitCall, limits } from './limits.ts'
import { createGuard } from './platform/limits/guard.ts'
import type { Actor } from './platform/pure/actor.ts'
import { Refusal } from './platform/pure/refusal.ts'
import { readSettings } from './platform/settings.ts'

const visitor = (visitorId: number): Actor => ({
  kind: 'visitor',
  visitorId,
  contactId: visitorId,
  channelId: 1,
  signedIn: false,
  blocked: false,
})

function withSettings(environment: Record<string, string> = {}) {
  let at = 0
  const guard = createGuard(limits(readSettings(environment)), () => new Date(at))
  const refused = (work: () => void): boolean => {
    try {
      work()
      return false
    } catch (error) {
      assert.ok(error instanceof Refusal && error.code === 'too_many_requests')
      return true
    }
  }
  return {
    guard,
    refused,
    pass: (ms: number) => {
      at += ms
    },
    /** How many of `times`, one each `everyMs`, are refused. */
    refusals: (
      name: string,
      times: number,
      everyMs: number,
      who: (n: number) => Actor = () => visitor(1),
      ip: (n: number) => string = () => '192.0.2.1',
    ) => {
      let count = 0
      for (let n = 0; n < times; n += 1) {
        if (refused(() => guard.admit(who(n), name, { ip: ip(n) }))) count += 1
        at += everyMs
      }
      return count
    },
  }
}

test('[LI3] a quick typist never meets the limit: a line each 600 ms for an hour, thirty lines gathered offline, a mark with each', () => {
  const { refusals, pass } = withSettings()
  assert.equal(refusals('message.send', 30, 0), 0)
  pass(600)
  assert.equal(refusals('message.send', 6_000, 600), 0)
  assert.equal(refusals('conversation.mark', 6_000, 200), 0)
  assert.equal(refusals('conversation.start', 10, 60_000), 0)
})

test('[LI3] a flood meets it within seconds, and gets through no more than the rate', () => {
  const { refusals } = withSettings()
  const sent = 100 * 60
  const refusedOnes = refusals('message.send', sent, 10)
  assert.ok(sent - refusedOnes <= 30 + 2 * 60 + 1, `${sent - refusedOnes} got through in a minute`)
  assert.ok(refusals('message.send', 400, 10) > 380)
})

test('[LI4] with a new token for each message the address stops it; another address is not touched', () => {
  const { refusals } = withSettings()
  assert.ok(refusals('message.send', 2_000, 1, visitor) > 1_200)
  assert.equal(
    refusals(
      'message.send',
      30,
      0,
      () => visitor(9_999),
      () => '198.51.100.1',
    ),
    0,
  )
})

test('ten conversations an hour of a visitor, sixty of an address', () => {
  assert.equal(withSettings().refusals('conversation.start', 11, 0), 1)
  assert.equal(withSettings().refusals('conversation.start', 61, 0, visitor), 1)
})

test('uploads are counted by bytes, and the largest file always fits', () => {
  const small = withSettings({ MAX_FILE_MB: '500', LIMIT_UPLOAD_MB_PER_HOUR: '10' })
  const MB = 1024 * 1024
  assert.equal(
    small.refused(() => small.guard.admit(visitor(1), 'file.upload', { ip: 'a' }, 500 * MB)),
    false,
  )
  assert.equal(
    small.refused(() => small.guard.admit(visitor(1), 'file.upload', { ip: 'a' }, MB)),
    true,
  )
  const usual = withSettings()
  for (let n = 0; n < 4; n += 1)
    assert.equal(
      usual.refused(() => usual.guard.admit(visitor(1), 'file.upload', { ip: 'a' }, 25 * MB)),
      false,
    )
  assert.equal(
    usual.refused(() => usual.guard.admit(visitor(1), 'file.upload', { ip: 'a' }, 25 * MB)),
    true,
  )
})

test('new visitors of one address are counted at the call that makes them, other calls are not', () => {
  const { guard, refused } = withSettings({ LIMIT_VISITORS_PER_HOUR: '2' })
  const admit = admitCall(guard)
  const call = (url: string, ip = '192.0.2.1', method = 'POST') =>
    refused(() => admit({ method, ip, routeOptions: { url } }))
  assert.deepEqual(
    [1, 2, 3].map(() => call('/api/v1/widget/visitors')),
    [false, false, true],
  )
  assert.equal(call('/api/v1/widget/visitors', '192.0.2.2'), false)
  assert.equal(call('/api/v1/widget/visitors', '192.0.2.1', 'GET'), false)
  assert.deepEqual(
    [1, 2, 3].map(() => call('/api/v1/sign-in')),
    [false, false, false],
  )
})

test('zero is no limit', () => {
  const none = {
    LIMIT_MESSAGES_PER_SECOND: '0',
    LIMIT_CONVERSATIONS_PER_HOUR: '0',
    LIMIT_VISITORS_PER_HOUR: '0',
    LIMIT_UPLOAD_MB_PER_HOUR: '0',
    LIMIT_CONNECTIONS_PER_ADDRESS: '0',
  }
  const { guard, refusals } = withSettings(none)
  for (const name of ['message.send', 'conversation.start', 'conversation.mark', 'visitor.new', 'file.upload'])
    assert.equal(refusals(name, 5_000, 0), 0)
  for (let n = 0; n < 5_000; n += 1) assert.ok(guard.connect({ ip: 'a' }) !== null)
})

test('whatever a visitor may do by a command is counted [LI1] [LI4]', async () => {
  const { engine } = await testApp()
  const { rules } = limits(readSettings({}))
  const open = [...engine.commands.values()].filter(({ may }) => may(visitor(1))).map(({ name }) => name)
  assert.ok(open.includes('message.send'))
  assert.deepEqual(
    open.filter((name) => (rules[name] ?? []).length === 0),
    [],
  )
})
