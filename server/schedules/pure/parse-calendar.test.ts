import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { Holiday } from '../contract.ts'
import { parseCalendar } from './parse-calendar.ts'

const place = { timeZone: 'Europe/Paris', thisYear: 2026 }
const calendar = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Paris',
    'BEGIN:STANDARD',
    'DTSTART:19701025T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
const parse = (...events: string[][]) => parseCalendar(calendar(...events), place)
const brief = ({ name, from, to, yearly, hours }: Holiday) =>
  `${from}/${to}${yearly ? ' yearly' : ''}${hours === null ? '' : ` ${hours.from}-${hours.to}`} ${name}`
const of = (...lines: string[]) => parse(['SUMMARY:X', ...lines]).holidays.map(brief)
const reason = (...lines: string[]) => parse(['SUMMARY:X', ...lines]).skipped.map((each) => each.reason)

test('days, several days, and texts as calendars write them [SC7]', () => {
  assert.deepEqual(of('DTSTART;VALUE=DATE:20270501'), ['2027-05-01/2027-05-01 X'])
  assert.deepEqual(of('DTSTART;VALUE=DATE:20271224', 'DTEND;VALUE=DATE:20280102'), ['2027-12-24/2028-01-01 X'])
  assert.deepEqual(of('DTSTART;VALUE=DATE:20270501', 'DURATION:P2D'), ['2027-05-01/2027-05-02 X'])
  const [folded] = parse(['DTSTART;VALUE=DATE:20270508', 'SUMMARY:Victoire\\, 1945\\; jour ', ' férié']).holidays
  assert.equal(folded?.name, 'Victoire, 1945; jour férié')
  assert.equal(parse(['DTSTART;VALUE=DATE:20270508']).holidays[0]?.name, '20270508')
  assert.equal(
    parse(['DTSTART;VALUE=DATE:20270508', `SUMMARY:${'😀'.repeat(300)}`]).holidays[0]?.name,
    '😀'.repeat(100),
  )
})

test('parts of days, by the clock of the schedule', () => {
  assert.deepEqual(of('DTSTART:20271224T140000', 'DTEND:20271224T180000'), ['2027-12-24/2027-12-24 840-1080 X'])
  assert.deepEqual(of('DTSTART:20270701T120000Z', 'DURATION:PT2H'), ['2027-07-01/2027-07-01 840-960 X'])
  assert.deepEqual(
    of('DTSTART;TZID=America/New_York:20270701T120000', 'DTEND;TZID="America/New_York":20270701T130000'),
    ['2027-07-01/2027-07-01 1080-1140 X'],
  )
  assert.deepEqual(of('DTSTART;TZID=Romance Standard Time:20270701T120000', 'DURATION:PT1H'), [
    '2027-07-01/2027-07-01 720-780 X',
  ])
  assert.deepEqual(of('DTSTART:20271224T140000', 'DTEND:20271227T090000'), [
    '2027-12-24/2027-12-24 840-1440 X',
    '2027-12-25/2027-12-26 X',
    '2027-12-27/2027-12-27 0-540 X',
  ])
})

test('what comes back each year, and days that move within it', () => {
  assert.deepEqual(of('DTSTART;VALUE=DATE:20200714', 'RRULE:FREQ=YEARLY'), ['2020-07-14/2020-07-14 yearly X'])
  assert.deepEqual(of('DTSTART;VALUE=DATE:20200714', 'RRULE:FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14;INTERVAL=1'), [
    '2020-07-14/2020-07-14 yearly X',
  ])
  assert.deepEqual(of('DTSTART;VALUE=DATE:20240501', 'RRULE:FREQ=YEARLY;COUNT=2'), [
    '2024-05-01/2024-05-01 X',
    '2025-05-01/2025-05-01 X',
  ])
  assert.deepEqual(
    of('DTSTART;VALUE=DATE:20240501', 'RRULE:FREQ=YEARLY;UNTIL=20260501', 'EXDATE;VALUE=DATE:20250501'),
    ['2024-05-01/2024-05-01 X', '2026-05-01/2026-05-01 X'],
  )
  const thanksgiving = of('DTSTART;VALUE=DATE:20251127', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH')
  assert.deepEqual(thanksgiving.slice(0, 3), [
    '2025-11-27/2025-11-27 X',
    '2026-11-26/2026-11-26 X',
    '2027-11-25/2027-11-25 X',
  ])
  assert.equal(thanksgiving.length, 12)
  assert.equal(
    of('DTSTART;VALUE=DATE:20260525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO')[1],
    '2027-05-31/2027-05-31 X',
  )
})

test('what is no holiday is told with its reason and its line', () => {
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=WEEKLY'), ['repeats'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY;BYWEEKNO=20'), ['repeats'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=MO'), ['repeats'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'RDATE;VALUE=DATE:20270601'), ['repeats'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'STATUS:CANCELLED'), ['cancelled'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'RECURRENCE-ID;VALUE=DATE:20270501'), ['changed_instance'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270230'), ['date'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'DTEND:20270502T100000'), ['date'])
  assert.deepEqual(reason(), ['date'])
  assert.deepEqual(reason('DTSTART:20270501T090000'), ['length'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20260501'), ['length'])
  assert.deepEqual(reason('DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20290501'), ['length'])
  const { skipped } = parse(['DTSTART;VALUE=DATE:20270501', 'SUMMARY:A'], ['SUMMARY:B'])
  assert.deepEqual(skipped, [{ name: 'B', line: 14, reason: 'date' }])
})

test('what is no calendar is refused, with the line', () => {
  const code = (text: string) => {
    try {
      parseCalendar(text, place)
      return null
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return `${error.code} ${String(error.details?.line ?? '')}`.trim()
    }
  }
  assert.equal(code('<!doctype html><p>Sign in</p>'), 'calendar_unreadable 1')
  assert.equal(code('BEGIN:VEVENT\nEND:VEVENT'), 'calendar_unreadable 1')
  assert.equal(code('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X'), 'calendar_unreadable 3')
  assert.equal(code('BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR'), 'calendar_unreadable 3')
  assert.equal(code(calendar()), 'calendar_without_events')
  assert.equal(code(calendar(...Array.from({ length: 2_001 }, () => ['SUMMARY:X']))), 'too_many_holidays')
})

test('no text, however broken, does anything but parse or be refused', () => {
  const words = [
    'BEGIN:',
    'END:',
    'VCALENDAR',
    'VEVENT',
    '\r\n',
    '\n ',
    'DTSTART',
    ';',
    ':',
    '"',
    '20270501',
    'T090000Z',
  ]
  const more = [
    'RRULE:',
    'FREQ=YEARLY',
    'BYDAY=',
    '-1MO',
    'COUNT=',
    '9e9',
    'UNTIL=',
    'DURATION:P',
    '9999',
    'D',
    'DTEND:',
  ]
  const text = fc.array(fc.oneof(fc.constantFrom(...words, ...more), fc.string({ maxLength: 3 })), { maxLength: 40 })
  fc.assert(
    fc.property(text, (parts) => {
      for (const ics of [parts.join(''), calendar([parts.join('')]), calendar([`DTSTART:20270501${parts.join('')}`])])
        try {
          parseCalendar(ics, place)
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error))
        }
    }),
    { numRuns: 300 },
  )
})
