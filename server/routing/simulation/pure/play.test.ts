import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultSettings } from '../../contract.ts'
import { everywhere } from '../../pure/agent.ts'
import { localHours } from '../simulate.ts'
import { change } from './change.ts'
import { type Case, happened, type Period, type Played } from './period.ts'
import { play } from './play.ts'
import { errorOf, summarize } from './summary.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const settings = { ...defaultSettings, autoAccept: everywhere(true), refusedSeconds: 60 }

const aCase = (id: number, at: number, minutes: number, more: Partial<Case> = {}): Case => ({
  work: {
    conversationId: id,
    family: 'messaging',
    brandId: 1,
    groupId: 1,
    queueId: null,
    share: 0,
    priority: null,
    firstAt: at,
    enteredAt: at,
    skills: [],
    slaDueAt: null,
    prefer: null,
    preferUntil: null,
  },
  takenAfterMs: 0,
  leftAfterMs: null,
  byHand: false,
  answers: [],
  spells: [{ fromMs: 0, toMs: minutes * MINUTE }],
  moves: [],
  ...more,
})
const staff = (count: number, messaging = 1) =>
  Array.from({ length: count }, (_, n) => ({
    userId: n + 1,
    groupIds: [1],
    brandIds: null,
    skills: new Map<number, boolean>(),
    limit: { email: 0, messaging, call: 0 },
  }))
const aPeriod = (cases: Case[], agents: number, more: Partial<Period> = {}): Period => ({
  from: 0,
  to: 24 * HOUR,
  staff: staff(agents),
  shifts: staff(agents).map(({ userId }) => ({ userId, at: 0, level: everywhere('online' as const) })),
  cases,
  own: [],
  queues: new Map(),
  settings,
  ...more,
})
function played(period: Period): Played {
  const playing = play(period)
  for (;;) {
    const step = playing.next()
    if (step.done === true) return step.value
  }
}
const waits = (period: Period) =>
  Object.fromEntries(
    played(period).results.map(({ played: one, outcome, waitedMs }) => [
      one.work.conversationId,
      [outcome, waitedMs / MINUTE],
    ]),
  )

test('one agent takes one after the other; who loses patience leaves; the most urgent goes first', () => {
  const urgent = aCase(4, 3 * MINUTE, 5)
  const cases = [
    aCase(1, 0, 10),
    aCase(2, MINUTE, 10),
    aCase(3, 2 * MINUTE, 10, { takenAfterMs: null, leftAfterMs: 12 * MINUTE, spells: [] }),
    { ...urgent, work: { ...urgent.work, priority: 'urgent' as const } },
  ]
  assert.deepEqual(waits(aPeriod(cases, 1)), { 1: ['taken', 0], 4: ['taken', 7], 3: ['left', 12], 2: ['taken', 14] })
})

test('offers are answered as they were: who declines is left in peace, the next is asked, and its time is waited', () => {
  const asked = aPeriod(
    [
      aCase(1, 0, 10, {
        answers: [
          { outcome: 'declined', afterMs: MINUTE },
          { outcome: 'accepted', afterMs: 2 * MINUTE },
        ],
      }),
    ],
    2,
    { settings: { ...settings, autoAccept: everywhere(false) } },
  )
  assert.deepEqual(waits(asked), { 1: ['taken', 3] })
  // Alone, he is asked again after his peace.
  assert.deepEqual(waits({ ...asked, staff: staff(1) }), { 1: ['taken', 4] })
})

test('wrap-up, work of his own and statuses keep an agent from new work; what overflows goes on', () => {
  const busy = { own: [{ userId: 1, family: 'messaging' as const, from: 0, to: 20 * MINUTE }] }
  assert.deepEqual(waits(aPeriod([aCase(1, 0, 5), aCase(2, 0, 5)], 1, busy)), { 1: ['taken', 20], 2: ['taken', 25] })
  const wrapUp = { settings: { ...settings, wrapUpSeconds: everywhere(120) } }
  assert.deepEqual(waits(aPeriod([aCase(1, 0, 5), aCase(2, 0, 5)], 1, wrapUp)), { 1: ['taken', 0], 2: ['taken', 7] })
  const home = [{ userId: 1, at: 30 * MINUTE, level: everywhere('online' as const) }]
  assert.deepEqual(waits(aPeriod([aCase(1, 0, 5)], 1, { shifts: home })), { 1: ['taken', 30] })
  const queue = (id: number, groupId: number) => ({
    id,
    order: id,
    shares: [{ percent: 100, groupIds: [groupId] }],
    secondaryGroupIds: [],
    orderedBy: 'priority' as const,
    overflowSeconds: id === 1 ? 300 : null,
    overflowQueueId: id === 1 ? 2 : null,
    targetSeconds: 60,
    targetPercent: 80,
  })
  const one = aCase(1, 0, 5)
  const inQueue = { ...one, work: { ...one.work, queueId: 1 } }
  const queues = new Map([queue(1, 9), queue(2, 1)].map((each) => [each.id, each]))
  assert.deepEqual(waits(aPeriod([inQueue], 1, { queues })), { 1: ['taken', 5] })
})

const withWork = (id: number, at: number, work: Partial<Case['work']>): Case => {
  const one = aCase(id, at, 10)
  return { ...one, work: { ...one.work, ...work } }
}

test('where targets decide, the nearest goes first', () => {
  const cases = [
    aCase(1, 0, 10),
    withWork(2, MINUTE, {}),
    withWork(3, 2 * MINUTE, { slaDueAt: 90 * MINUTE }),
    withWork(4, 3 * MINUTE, { slaDueAt: 60 * MINUTE }),
  ]
  const bySla = { settings: { ...settings, orderedBy: 'sla' as const } }
  assert.deepEqual(waits(aPeriod(cases, 1, bySla)), {
    1: ['taken', 0],
    4: ['taken', 7],
    3: ['taken', 18],
    2: ['taken', 29],
  })
})

test('whoever had the customer last is asked first, as long as that holds', () => {
  const skilled = staff(2).map((one) => ({ ...one, skills: new Map(one.userId === 2 ? [[5, false]] : []) }))
  const needing = withWork(2, 2 * MINUTE, { skills: [{ id: 5, required: true }] })
  const second = (back: Partial<Case['work']>) =>
    waits(aPeriod([withWork(1, MINUTE, back), needing], 2, { staff: skilled }))[2]
  // With the second agent, whom the next one needs, or else with the first.
  assert.deepEqual(second({ prefer: 2, preferUntil: 2 * MINUTE }), ['taken', 9])
  assert.deepEqual(second({ prefer: 2, preferUntil: MINUTE }), ['taken', 0])
  assert.deepEqual(second({}), ['taken', 0])
})

test('whatever comes and goes: never above a limit, nobody waits beside a free agent, and all are accounted for [law 8]', () => {
  const come = fc.record({
    at: fc.integer({ min: 0, max: 600 }),
    minutes: fc.integer({ min: 1, max: 60 }),
    patience: fc.option(fc.integer({ min: 1, max: 90 })),
    declines: fc.integer({ min: 0, max: 2 }),
  })
  fc.assert(
    fc.property(
      fc.array(come, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      (comes, agents, asks) => {
        const cases = comes.map(({ at, minutes, patience, declines }, index) =>
          aCase(index + 1, at * MINUTE, minutes, {
            ...(patience === null ? {} : { takenAfterMs: null, leftAfterMs: patience * MINUTE, spells: [] }),
            answers: [
              ...Array.from({ length: declines }, () => ({ outcome: 'declined' as const, afterMs: 20_000 })),
              { outcome: 'accepted' as const, afterMs: 10_000 },
            ],
          }),
        )
        const period = aPeriod(cases, agents, { settings: { ...settings, autoAccept: everywhere(!asks) } })
        const { results, occupancy } = played(period)
        assert.deepEqual(
          results.map(({ played: one }) => one.work.conversationId).sort((a, b) => a - b),
          cases.map((_, n) => n + 1),
        )
        const { used, room } = occupancy.messaging
        for (const [hour, part] of used.entries()) assert.ok(part <= (room[hour] ?? 0) + 1e-6)
        for (const { outcome, waitedMs, played: one } of results) {
          assert.ok(waitedMs >= 0)
          if (outcome === 'left' && one.leftAfterMs !== null) assert.equal(waitedMs, one.leftAfterMs)
        }
        if (asks) return
        // In order of arrival, each by whoever is free first: a plain reading of the same.
        const free = Array.from({ length: agents }, () => 0)
        const inOrder = results
          .filter(({ outcome }) => outcome === 'taken')
          .sort(
            (a, b) =>
              a.played.work.enteredAt - b.played.work.enteredAt ||
              a.played.work.conversationId - b.played.work.conversationId,
          )
        for (const { played: one, waitedMs } of inOrder) {
          const at = one.work.enteredAt + waitedMs
          free.sort((a, b) => a - b)
          assert.equal(at, Math.max(one.work.enteredAt, free[0] ?? 0))
          if (one.spells.length === 0) return
          free[0] = at + (one.spells[0]?.toMs ?? 0)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('more people, other hours, more customers: the waits go where they must', () => {
  const cases = Array.from({ length: 300 }, (_, n) => aCase(n + 1, 8 * HOUR + n * MINUTE, 12))
  const before = aPeriod(cases, 10)
  const p90 = (changes: Parameters<typeof change>[1]) => {
    const period = change(before, changes, localHours('UTC'))
    return summarize(period, played(period).results, null).all
  }
  const none = { staffing: [], changes: {} }
  const more = { agents: 4, fromHour: 8, toHour: 14, days: [], groupId: 1, skillIds: [] }
  const usual = p90(none)
  assert.ok((p90({ staffing: [more] }).p90Ms ?? 0) < (usual.p90Ms ?? 0))
  assert.ok((p90({ staffing: [{ ...more, agents: -4 }] }).p90Ms ?? 0) > (usual.p90Ms ?? 0))
  assert.ok((p90({ staffing: [], customersPercent: 150 }).p90Ms ?? 0) > (usual.p90Ms ?? 0))
  assert.equal(p90({ staffing: [], customersPercent: 200 }).count, 600)
  assert.ok((p90({ staffing: [], limits: { email: 0, messaging: 2, call: 0 } }).p90Ms ?? 0) < (usual.p90Ms ?? 0))
  assert.ok(p90({ staffing: [], hours: { fromHour: 9, toHour: 10 } }).waiting > 100)
  // Paris is an hour ahead: from nine to ten there it is from eight to nine here.
  assert.deepEqual(localHours('Europe/Paris')(Date.UTC(2026, 0, 5, 8)), { hour: 9, day: 1 })
})

test('the truth and its replay are compared by their median and ninetieth percentile', () => {
  const period = aPeriod(
    Array.from({ length: 50 }, (_, n) => aCase(n + 1, n * MINUTE, 3)),
    2,
  )
  const { results } = played(period)
  const truth = { ...period, cases: results.map(({ played: one, waitedMs }) => ({ ...one, takenAfterMs: waitedMs })) }
  const [was, is] = [happened(truth), played(truth).results].map((some) => summarize(period, some, null).all)
  assert.ok(was !== undefined && is !== undefined)
  assert.equal(errorOf(was, is), 0)
})
