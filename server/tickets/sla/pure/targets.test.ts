import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addBusinessMs, businessMsBetween, isOpen } from '../../../schedules/index.ts'
import type { Hours } from '../../../schedules/contract.ts'
import type { Status } from '../../contract.ts'
import { metrics, mostUrgent } from '../../pure/sla-metrics.ts'
import { type TargetState, targetOf, type Walk } from './targets.ts'
import { advance, begin, type Standing, type Track } from './track.ts'

const MINUTE = 60_000
const calendar: Walk = { add: (from, ms) => new Date(from.getTime() + ms), between: (from, to) => +to - +from }
const walkOf = (hours: Hours | null): Walk =>
  hours === null
    ? calendar
    : { add: (from, ms) => addBusinessMs(hours, from, ms), between: (a, b) => businessMsBetween(hours, a, b) }

/** In Paris the clocks go forward in the night to 29 March 2026, and back in the night to 25 October. */
const starts = ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2026-06-01T06:00:00Z'].map(Date.parse)

type Deed = { after: number; what: 'customer' | 'agent' | Exclude<Status, 'new'> }
const DEED: fc.Arbitrary<Deed> = fc.record({
  after: fc.integer({ min: 1, max: 240 }),
  what: fc.constantFrom(
    ...(['customer', 'customer', 'agent', 'agent', 'open', 'pending', 'hold', 'solved', 'closed'] as const),
  ),
})
const HOURS: fc.Arbitrary<Hours | null> = fc.option(
  fc.record({
    timeZone: fc.constantFrom('Europe/Paris', 'Asia/Kathmandu', 'America/New_York'),
    week: fc.array(
      fc
        .record({
          day: fc.integer({ min: 1, max: 7 }),
          from: fc.integer({ min: 0, max: 1_400 }),
          length: fc.integer({ min: 10, max: 900 }),
        })
        .map(({ day, from, length }) => ({ day, from, to: Math.min(from + length, from + 1_440) })),
      { minLength: 3, maxLength: 8 },
    ),
    holidays: fc.constantFrom([], [{ name: 'Off', from: '2026-03-29', to: '2026-03-29', yearly: false, hours: null }]),
  }),
)

type Past = { at: number; what: Deed['what'] }[]
/** What the ticket's own machine makes of it: a customer's message reopens, what is closed stays closed. */
function live(createdAt: number, deeds: readonly Deed[]): { track: Track; past: Past; at: number } {
  let at = createdAt
  let standing: Standing = {
    status: 'new',
    statusSince: createdAt,
    customerAt: createdAt,
    agentAt: null,
    customerWasLast: true,
  }
  let track = begin(createdAt, standing)
  const past: Past = []
  for (const { after, what } of deeds) {
    at += after * MINUTE
    if (standing.status === 'closed') continue
    const to = what === 'customer' ? woken(standing.status) : what === 'agent' ? standing.status : what
    standing = {
      status: to,
      statusSince: to === standing.status ? standing.statusSince : at,
      customerAt: what === 'customer' ? at : standing.customerAt,
      agentAt: what === 'agent' ? at : standing.agentAt,
      customerWasLast: what === 'customer',
    }
    track = advance(track, standing)
    past.push({ at, what })
  }
  return { track, past, at }
}
const woken = (status: Status): Status => (status === 'new' ? 'new' : 'open')

/** The slow reading: minute after minute, whether the clock runs, and when it has come to the limit. */
function slowly(createdAt: number, past: Past, now: number, limit: number, hours: Hours | null) {
  const counts = { first_reply: 0, next_reply: 0, requester_wait: 0, agent_work: 0, resolution: 0 }
  const late: Partial<Record<keyof typeof counts, number>> = {}
  let status: Status = 'new'
  let answered = false
  let waits = false
  let hadReply = false
  for (let at = createdAt; at <= now; at += MINUTE) {
    for (const deed of past.filter((each) => each.at === at)) {
      if (deed.what === 'agent') {
        answered = true
        hadReply = true
        waits = false
      } else if (deed.what === 'customer') {
        status = woken(status)
        if (answered && !waits) {
          waits = true
          counts.next_reply = 0
          delete late.next_reply
        }
      } else {
        status = deed.what
        if (status === 'solved' || status === 'closed') {
          answered = true
          waits = false
        }
      }
    }
    const runs = {
      first_reply: !answered,
      next_reply: waits,
      requester_wait: status === 'new' || status === 'open' || status === 'hold',
      agent_work: status === 'new' || status === 'open',
      resolution: status !== 'solved' && status !== 'closed',
    }
    if (at === now || (hours !== null && !isOpen(hours, new Date(at)))) continue
    for (const metric of metrics) if (runs[metric] && (counts[metric] += 1) === limit) late[metric] = at + MINUTE
  }
  return { counts, late, status, answered, waits, hadReply }
}

test('targets are what counting minute after minute gives: pauses, reopening, opening hours, clocks that change [SL2]', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(DEED, { maxLength: 12 }),
      HOURS,
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 300 }),
      (createdAt, deeds, hours, limit, rest) => {
        const { track, past, at } = live(createdAt, deeds)
        const now = at + rest * MINUTE
        const slow = slowly(createdAt, past, now, limit, hours)
        for (const metric of metrics) {
          const target = targetOf(metric, limit * MINUTE, track, now, walkOf(hours))
          if (metric === 'next_reply') assert.equal(target !== null, slow.waits)
          if (target === null) continue
          assert.equal(target.state === 'breached', slow.late[metric] !== undefined, metric)
          if (target.state === 'breached') assert.equal(target.dueAt, slow.late[metric], metric)
          if (target.state === 'paused') assert.equal(target.leftMs, (limit - slow.counts[metric]) * MINUTE, metric)
          const done = slow.status === 'solved' || slow.status === 'closed'
          assert.equal(target.isOver, metric === 'first_reply' ? slow.answered : metric !== 'next_reply' && done)
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('what runs is due at the instant at which it would be missed if nothing happened [SL2]', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(DEED, { maxLength: 8 }),
      HOURS,
      fc.integer({ min: 1, max: 2_000 }),
      (createdAt, deeds, hours, limit) => {
        const { track, at } = live(createdAt, deeds)
        for (const metric of metrics) {
          const ask = (now: number) => targetOf(metric, limit * MINUTE, track, now, walkOf(hours))
          const target = ask(at)
          if (target?.state !== 'running' || target.dueAt === null) continue
          assert.equal(ask(target.dueAt - 1)?.state, 'running')
          assert.deepEqual([ask(target.dueAt)?.state, ask(target.dueAt)?.dueAt], ['breached', target.dueAt])
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('another limit, or other hours, are counted over what has been [SL5]', () => {
  const start = Date.parse('2026-06-01T08:00:00Z')
  const { track } = live(start, [
    { after: 30, what: 'open' },
    { after: 30, what: 'pending' },
    { after: 60, what: 'open' },
  ])
  const now = start + 150 * MINUTE
  const ask = (minutes: number, walk = calendar) => targetOf('agent_work', minutes * MINUTE, track, now, walk)
  assert.deepEqual([ask(120)?.state, ask(120)?.dueAt], ['running', start + 180 * MINUTE])
  assert.deepEqual([ask(45)?.state, ask(45)?.dueAt], ['breached', start + 45 * MINUTE])
  const afternoon: Hours = { timeZone: 'Europe/Paris', week: [{ day: 1, from: 720, to: 1_080 }], holidays: [] }
  assert.deepEqual(ask(45, walkOf(afternoon))?.dueAt, start + 165 * MINUTE)
})

test('where there is room for one, it is the one that presses most', () => {
  const target = (state: TargetState, dueAt: string | null, isOver = false) => ({ state, dueAt, isOver })
  assert.equal(mostUrgent([target('met', null, true), target('breached', '1', true)]), null)
  assert.deepEqual(mostUrgent([target('paused', null), target('running', '9'), target('running', '5')])?.dueAt, '5')
  assert.deepEqual(mostUrgent([target('running', '5'), target('breached', '9')])?.state, 'breached')
})
