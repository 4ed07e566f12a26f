import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Holiday, Hours, Span } from '../contract.ts'
import { addBusinessMs, businessMsBetween, isOpen, nextClosing, nextOpening } from './opening.ts'

// The slow reference knows nothing of offsets: for each minute it asks what the clock on the wall shows.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FAR = 'Pacific/Kiritimati'

/** Zones whose clocks do something odd, and a time around which they do. */
const oddities: [zone: string, around: string][] = [
  ['America/St_Johns', '2011-03-13T03:31:00Z'], // a minute past midnight
  ['America/St_Johns', '2027-11-07T04:30:00Z'],
  ['Europe/Paris', '2027-03-28T01:00:00Z'],
  ['Europe/Paris', '2027-10-31T01:00:00Z'],
  ['Asia/Kolkata', '2027-01-01T00:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'], // half an hour
  ['Australia/Lord_Howe', '2027-10-02T15:30:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'], // a day that never was
  ['America/Santiago', '2027-09-05T04:00:00Z'], // no midnight
  ['America/Havana', '2027-11-07T05:00:00Z'], // two midnights
  ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
  [FAR, '2027-12-31T10:00:00Z'],
  ['UTC', '2028-02-29T00:00:00Z'],
]

const spans: fc.Arbitrary<Span[]> = fc.array(
  fc
    .record({
      day: fc.integer({ min: 1, max: 7 }),
      from: fc.integer({ min: 0, max: 1439 }),
      length: fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.constantFrom(60, 480, 1440)),
    })
    .map(({ day, from, length }) => ({ day, from, to: from + length })),
  { maxLength: 8 },
)
const date = (at: number) => new Date(at).toISOString().slice(0, 10)
const holidays = (around: number): fc.Arbitrary<Holiday[]> =>
  fc.array(
    fc
      .record({
        day: fc.integer({ min: -4, max: 4 }),
        length: fc.constantFrom(0, 0, 0, 1, 3),
        yearsAgo: fc.constantFrom(0, 1, 3),
        yearly: fc.boolean(),
        hours: fc.option(
          fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 })).filter(([a, b]) => a < b),
        ),
      })
      .map(({ day, length, yearsAgo, yearly, hours }) => {
        const years = yearly ? yearsAgo : 0
        const from = new Date(around + day * DAY)
        from.setUTCFullYear(from.getUTCFullYear() - years)
        return {
          name: 'A holiday',
          from: date(from.getTime()),
          to: date(from.getTime() + length * DAY),
          yearly,
          hours: hours === null ? null : { from: hours[0], to: hours[1] },
        }
      }),
    { maxLength: 3 },
  )
const cases = fc.constantFrom(...oddities).chain(([timeZone, around]) =>
  fc.record({
    hours: fc.record({ timeZone: fc.constant(timeZone), week: spans, holidays: holidays(Date.parse(around)) }),
    at: fc.integer({ min: -3 * 1440, max: 1440 }).map((minutes) => Date.parse(around) + minutes * MINUTE),
    minutes: fc.integer({ min: 0, max: 3 * 1440 }),
    open: fc.integer({ min: 1, max: 2 * 1440 }),
  }),
)

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
type Wall = { date: string; weekday: number; minute: number }
const wallClocks = new Map<string, Intl.DateTimeFormat>()
const asked = new Map<string, Map<number, Wall>>()
function wall(zone: string, at: number): Wall {
  let known = asked.get(zone)
  if (known === undefined) asked.set(zone, (known = new Map()))
  let shown = known.get(at)
  if (shown === undefined) known.set(at, (shown = readWall(zone, at)))
  return shown
}
function readWall(zone: string, at: number): Wall {
  let clock = wallClocks.get(zone)
  if (clock === undefined)
    wallClocks.set(
      zone,
      (clock = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
      })),
    )
  const [weekday = '', day, month, year, hour, minute] = clock.format(at).split(/[,/: ]+/)
  return {
    date: `${year}-${month}-${day}`,
    weekday: DAYS.indexOf(weekday) + 1,
    minute: Number(hour) * 60 + Number(minute),
  }
}

function isOpenSlowly({ timeZone, week, holidays: closed }: Hours, at: number): boolean {
  const now = wall(timeZone, at)
  const before = now.weekday === 1 ? 7 : now.weekday - 1
  const inWeek = week.some(
    ({ day, from, to }) =>
      (day === now.weekday && from <= now.minute && now.minute < to) ||
      (day === before && from <= now.minute + 1440 && now.minute + 1440 < to),
  )
  return inWeek && !closed.some((holiday) => covers(holiday, now))
}

function covers({ from, to, yearly, hours }: Holiday, now: { date: string; minute: number }): boolean {
  if (hours !== null && !(hours.from <= now.minute && now.minute < hours.to)) return false
  const year = Number(now.date.slice(0, 4))
  const length = (Date.parse(to) - Date.parse(from)) / DAY
  const starts = yearly
    ? [year, year - 1].filter((each) => each >= Number(from.slice(0, 4))).map((each) => `${each}${from.slice(4)}`)
    : [from]
  return starts.some((start) => {
    const first = Date.parse(start)
    if (Number.isNaN(first) || date(first) !== start) return false
    const days = (Date.parse(now.date) - first) / DAY
    return days >= 0 && days <= length
  })
}

/** Open or not for each minute from `at` on. */
const slowly = (hours: Hours, at: number, minutes: number): boolean[] =>
  Array.from({ length: minutes }, (_, index) => isOpenSlowly(hours, at + index * MINUTE))

const runs = { numRuns: 50 }

test('open is what the clock on the wall says, minute by minute [SC1] [SC2] [SC3]', () => {
  fc.assert(
    fc.property(cases, ({ hours, at }) => {
      for (const [index, open] of slowly(hours, at, 1440).entries())
        assert.equal(isOpen(hours, new Date(at + index * MINUTE)), open, new Date(at + index * MINUTE).toISOString())
    }),
    { numRuns: 30 },
  )
})

test('business time between two instants is the number of open minutes [SC4]', () => {
  fc.assert(
    fc.property(cases, ({ hours, at, minutes }) => {
      const open = slowly(hours, at, minutes).filter(Boolean).length
      assert.equal(businessMsBetween(hours, new Date(at), new Date(at + minutes * MINUTE)), open * MINUTE)
    }),
    runs,
  )
})

test('adding business time finds the first instant by which that much has passed [SC4]', () => {
  fc.assert(
    fc.property(cases, ({ hours, at, open }) => {
      const minutes = slowly(hours, at, 4 * 1440)
      let seen = 0
      const last = minutes.findIndex((each) => each && (seen += 1) === open)
      const found = addBusinessMs(hours, new Date(at), open * MINUTE)
      if (last >= 0) assert.equal(found?.getTime(), at + (last + 1) * MINUTE)
      else assert.ok(found === null || found.getTime() > at + minutes.length * MINUTE)
    }),
    runs,
  )
})

test('the next opening and the next closing are the next changes [SC5]', () => {
  fc.assert(
    fc.property(cases, ({ hours, at }) => {
      const minutes = slowly(hours, at, 5 * 1440)
      const change = (open: boolean) => {
        const index = minutes.findIndex((each, i) => i > 0 && each === open && minutes[i - 1] !== open)
        return index < 0 ? null : at + index * MINUTE
      }
      const end = at + minutes.length * MINUTE
      for (const [found, expected] of [
        [nextOpening(hours, new Date(at)), change(true)],
        [nextClosing(hours, new Date(at)), change(false)],
      ] as const)
        if (expected === null) assert.ok(found === null || found.getTime() >= end)
        else assert.equal(found?.toISOString(), new Date(expected).toISOString())
    }),
    runs,
  )
})

const office: Hours = {
  timeZone: 'Europe/Paris',
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 540, to: 1080 })),
  holidays: [
    { name: 'Fête nationale', from: '2020-07-14', to: '2020-07-14', yearly: true, hours: null },
    { name: '29 février', from: '2024-02-29', to: '2024-02-29', yearly: true, hours: null },
  ],
}
const at = (instant: string) => new Date(instant)

test('examples an administrator would check by hand', () => {
  assert.deepEqual(nextOpening(office, at('2026-07-13T16:00:00Z')), at('2026-07-15T07:00:00Z')) // over the 14th
  assert.deepEqual(nextOpening(office, at('2026-03-27T18:00:00Z')), at('2026-03-30T07:00:00Z')) // into summer time
  assert.deepEqual(nextClosing(office, at('2026-01-05T08:00:00Z')), at('2026-01-05T17:00:00Z'))
  assert.deepEqual(addBusinessMs(office, at('2026-01-09T16:00:00Z'), 2 * HOUR), at('2026-01-12T09:00:00Z'))
  assert.deepEqual(addBusinessMs(office, at('2026-01-09T16:00:00Z'), HOUR), at('2026-01-09T17:00:00Z')) // at closing
  assert.equal(isOpen(office, at('2028-02-29T10:00:00Z')), false)
  assert.equal(isOpen(office, at('2027-03-01T10:00:00Z')), true) // no 29 February that year
  assert.equal(isOpen(office, at('2017-07-14T10:00:00Z')), true) // the holiday begins in 2020
  assert.equal(businessMsBetween(office, at('2026-01-01T00:00:00Z'), at('2025-01-01T00:00:00Z')), 0)
})

test('what never opens, or never closes, says so at once', () => {
  const never: Hours = { ...office, week: [] }
  const always: Hours = {
    timeZone: 'Europe/Paris',
    week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 0, to: 1440 })),
    holidays: [],
  }
  const now = at('2026-07-13T16:00:00Z')
  assert.deepEqual([nextOpening(never, now), nextClosing(never, now), addBusinessMs(never, now, 1)], [null, null, null])
  assert.deepEqual([nextOpening(always, now), nextClosing(always, now)], [null, null])
  assert.deepEqual(addBusinessMs(always, now, 5 * DAY), new Date(now.getTime() + 5 * DAY))
  assert.equal(addBusinessMs(office, now, Number.MAX_SAFE_INTEGER), null)
  assert.deepEqual(
    [never, always].map((hours) => businessMsBetween(hours, now, at('2026-08-13T16:00:00Z'))),
    [0, 31 * DAY],
  )
})

test('the zone of this machine changes nothing: all of it holds in the farthest one too', () => {
  if (process.env.TZ === FAR) {
    assert.equal(new Date(2027, 0, 1).getTimezoneOffset(), -14 * 60)
    return
  }
  const file = import.meta.filename
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', file], {
    env: { ...environment, TZ: FAR },
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout + stderr)
  assert.match(stdout, /pass 7/)
})
