import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import type { ChannelView } from '../channels/contract.ts'
import type { HolidaysImported, ScheduleView } from './contract.ts'
import {
  addBusinessMs,
  businessMsBetween,
  createScheduleDirectory,
  isOpen,
  nextClosing,
  nextOpening,
  type Schedule,
} from './index.ts'

const app = await startApp()
const admin = app.as(await app.administrator())
const office = {
  name: 'Office',
  timeZone: 'Europe/Paris',
  week: [1, 2, 3, 4, 5].flatMap((day) => [
    { day, from: 840, to: 1080 },
    { day, from: 540, to: 720 },
  ]),
  holidays: [{ name: 'Christmas', from: '2026-12-25', to: '2026-12-25', yearly: true, hours: null }],
  isDefault: false,
}
const save = (input: Record<string, unknown> = {}) =>
  admin.run<{ id: number }>('schedule.save', { ...office, ...input })
const all = () => admin.get<ScheduleView[]>('/api/v1/schedules')
const find = async (id: number) => (await all()).find((schedule) => schedule.id === id)

test('a schedule is kept in order, and heard of at once', async () => {
  const directory = createScheduleDirectory({
    db: app.db,
    bus: app.bus,
    onError(error) {
      throw error
    },
  })
  const { id } = await save()
  assert.deepEqual(app.lastEvent('account').data, { scheduleId: id })
  const kept = await find(id)
  assert.deepEqual(kept?.week.slice(0, 2), [
    { day: 1, from: 540, to: 720 },
    { day: 1, from: 840, to: 1080 },
  ])
  while (directory.scheduleOf(id) === null) await new Promise((resolve) => setTimeout(resolve, 5))
  await save({ id, name: 'Head office' })
  while (directory.scheduleOf(id)?.name !== 'Head office') await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(directory.scheduleFor(null), null)
  const known = directory.scheduleFor(id)
  assert.ok(known)
  sayHours(known)
  directory.stop()
})

/** What the slices to the right ask of a schedule. */
function sayHours(hours: Schedule): void {
  const lunch = new Date('2026-06-01T10:30:00Z')
  const opens = new Date('2026-06-01T12:00:00Z')
  assert.equal(isOpen(hours, lunch), false)
  assert.deepEqual(nextOpening(hours, lunch), opens)
  assert.deepEqual(nextClosing(hours, opens), new Date('2026-06-01T16:00:00Z'))
  assert.equal(businessMsBetween(hours, lunch, new Date('2026-06-02T10:30:00Z')), 7 * 3_600_000)
  assert.deepEqual(addBusinessMs(hours, lunch, 3_600_000), new Date('2026-06-01T13:00:00Z'))
}

test('there is one default at most, also when two are marked at once; it is not deleted', async () => {
  const made = await Promise.all([1, 2, 3].map((n) => save({ name: `Default ${n}`, isDefault: true })))
  const defaults = (await all()).filter(({ isDefault }) => isDefault)
  assert.equal(defaults.length, 1)
  const id = defaults[0]?.id
  await assert.rejects(
    admin.run('schedule.delete', { scheduleId: id }),
    refused('schedule_in_use', { reason: 'default' }), // [SC8]
  )
  for (const other of made.filter((each) => each.id !== id))
    await admin.run('schedule.delete', { scheduleId: other.id })
  await save({ id, isDefault: false })
  await admin.run('schedule.delete', { scheduleId: id })
  assert.ok((await all()).every((each) => !made.some((one) => one.id === each.id)))
  await assert.rejects(save({ id }), refused('schedule_not_found'))
})

test('what makes no sense is refused with its field, and nothing is changed [SC6]', async () => {
  const { id } = await save()
  const before = await find(id)
  const holiday = office.holidays[0]
  for (const [change, field] of [
    [{ week: [{ day: 1, from: 600, to: 600 }] }, 'week[0].to'],
    [{ week: [{ day: 1, from: 60, to: 1501 }] }, 'week[0].to'],
    [{ holidays: [{ ...holiday, from: '2026-02-30' }] }, 'holidays[0].from'],
    [{ holidays: [{ ...holiday, to: '2026-13-01' }] }, 'holidays[0].to'],
    [{ holidays: [holiday, { ...holiday, to: '2026-12-24' }] }, 'holidays[1].to'],
    [{ holidays: [{ ...holiday, to: '2028-12-25' }] }, 'holidays[0].to'],
    [{ holidays: [{ ...holiday, hours: { from: 600, to: 540 } }] }, 'holidays[0].hours.to'],
  ] as const)
    await assert.rejects(save({ id, ...change }), refused('schedule_invalid', { field }))
  for (const timeZone of ['Mars/Olympus', '+02:00', 'Europe/Paris ', '../etc'])
    await assert.rejects(save({ id, timeZone }), refused('time_zone_unknown', { field: 'timeZone', timeZone }))
  assert.deepEqual(await find(id), before)
})

test('a schedule that a channel names stays; the channel may let it go [SC8]', async () => {
  const { id } = await save({ name: 'Shop' })
  const channelId = await app.channel()
  await app.reloadChannels()
  const channel = (await admin.get<ChannelView[]>('/api/v1/channels')).find((each) => each.id === channelId)
  assert.equal(channel?.scheduleId, null)
  const { key: _, kind: __, signingKeys: ___, snippet: ____, ...fields } = channel
  await admin.run('channel.save', { ...fields, scheduleId: id })
  await assert.rejects(
    admin.run('schedule.delete', { scheduleId: id }),
    refused('schedule_in_use', { reason: 'channels', channels: 1 }),
  )
  const { scheduleId: _____, ...silent } = fields
  await admin.run('channel.save', silent) // says nothing of it: it stays
  await assert.rejects(admin.run('schedule.delete', { scheduleId: id }), refused('schedule_in_use'))
  await admin.run('channel.save', { ...fields, scheduleId: null })
  await admin.run('schedule.delete', { scheduleId: id })
  await assert.rejects(admin.run('channel.save', { ...fields, scheduleId: id }), refused('schedule_not_found'))
})

test('holidays of a calendar are added once; what changed is in the audit', async () => {
  const { id } = await save({ name: 'Depot', holidays: [] })
  const ics = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20270501',
    'SUMMARY:Labour Day',
    'RRULE:FREQ=YEARLY',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20270503',
    'SUMMARY:Every week',
    'RRULE:FREQ=WEEKLY',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  const run = () => admin.run<HolidaysImported>('schedule.import_holidays', { scheduleId: id, ics })
  assert.deepEqual(await run(), { added: 1, known: 0, skipped: [{ name: 'Every week', line: 7, reason: 'repeats' }] })
  assert.deepEqual(await run(), { added: 0, known: 1, skipped: [{ name: 'Every week', line: 7, reason: 'repeats' }] })
  assert.deepEqual((await find(id))?.holidays, [
    { name: 'Labour Day', from: '2027-05-01', to: '2027-05-01', yearly: true, hours: null },
  ])
  const { rows } = await admin.get<{ rows: { action: string; changes: unknown }[] }>('/api/v1/audit', {
    subject: `schedule:${id}`,
  })
  assert.deepEqual(
    rows.map(({ action, changes }) => [action, action === 'schedule.created' ? null : changes]),
    [
      ['schedule.holidays_imported', { holidays: [[], ['2027-05-01 ↻ Labour Day']] }],
      ['schedule.created', null],
    ],
  )
  await assert.rejects(
    admin.run('schedule.import_holidays', { scheduleId: id, ics: 'hello' }),
    refused('calendar_unreadable'),
  )
})
