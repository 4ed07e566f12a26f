import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/kit/app.ts'
import { known } from '../../test/kit/known.ts'
import { clock } from '../platform/clock.ts'
import type { ChannelView, VisitorWelcome, WidgetConfig } from './contract.ts'

const app = await startApp()
const admin = app.as(await app.administrator())
const channelId = await app.channel()
const find = async () => {
  const channel = (await admin.get<ChannelView[]>('/api/v1/channels')).find(({ id }) => id === channelId)
  assert.ok(channel)
  return channel
}
const { key } = await find()
const config = async (query: Record<string, string> = {}) =>
  (await app.ask(null, 'GET', `/api/v1/widget/config/${key}?${new URLSearchParams(query)}`)).json<WidgetConfig>()
const expectation = async (query: Record<string, string> = {}) => (await config(query)).expectation
/** What was saved is read anew after the commit. */
const reloaded = () => Promise.all([app.reloadChannels(), app.reloadSchedules()])
const paris = 'Europe/Paris'

/** Weekdays 9 to 18 in Paris, and Monday the 13th of July is given off. */
const office = {
  name: 'Office',
  timeZone: paris,
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 540, to: 1080 })),
  holidays: [{ name: 'Pont', from: '2026-07-13', to: '2026-07-13', yearly: false, hours: null }],
  isDefault: true,
}
const { id: scheduleId } = await admin.run<{ id: number }>('schedule.save', office)
await reloaded()

async function at<T>(instant: string, work: () => Promise<T>): Promise<T> {
  const before = clock.now
  clock.now = () => new Date(instant)
  try {
    return await work()
  } finally {
    clock.now = before
  }
}

test('outside opening hours the widget says when they begin again, by the clock of whoever reads [S2.15] [S4.27] [S4.38]', async () => {
  await at('2026-06-05T20:30:00Z', async () => {
    assert.equal(
      await expectation({ locale: 'en-GB', timeZone: paris }),
      'Back on Monday at 9:00 – write now, we will answer here as soon as we are back',
    )
    assert.equal(
      await expectation({ locale: 'fr-FR', timeZone: paris }),
      'De retour lundi à 9:00 – écrivez-nous, nous répondrons ici dès notre retour',
    )
    assert.match(await expectation({ locale: 'fr', timeZone: 'America/Montreal' }), /^De retour lundi à 3:00 – /)
    assert.match(await expectation({ locale: 'en-US', timeZone: 'Pacific/Auckland' }), /^Back on Monday at 7:00.PM – /)
    // A zone that is none, or none given: the schedule's own.
    assert.match(await expectation({ locale: 'fr' }), /^De retour lundi à 9:00 – /)
    assert.match(await expectation({ locale: 'fr', timeZone: 'Mars/Olympus' }), /^De retour lundi à 9:00 – /)
  })
  await at('2026-06-08T05:00:00Z', async () =>
    assert.match(await expectation({ locale: 'fr', timeZone: paris }), /^De retour aujourd’hui à 9:00 – /),
  )
  await at('2026-06-08T19:00:00Z', async () =>
    assert.match(await expectation({ locale: 'en-GB', timeZone: paris }), /^Back tomorrow at 9:00 – /),
  )
})

test('outside opening hours nobody is said to be there, whoever is online: the line of the thread and that of the home agree [S4.18]', async () => {
  const agent = await app.agent()
  await app.as(agent).run('availability.set', { availability: 'online' })
  const visitor = await app.visitor(channelId)
  const online = async () => [(await config()).online, known<VisitorWelcome>((await app.live(visitor)).welcome).online]
  await at('2026-06-05T20:30:00Z', async () => assert.deepEqual(await online(), [false, false]))
  await at('2026-06-05T10:00:00Z', async () => assert.deepEqual(await online(), [true, true]))
  await app.as(agent).run('availability.set', { availability: 'offline' })
})

test('within them it says what it said before; a holiday is closed', async () => {
  const { settings } = await find()
  await at('2026-06-08T08:00:00Z', async () => assert.equal(await expectation(), settings.expectAway.en))
  await at('2026-07-13T08:00:00Z', async () =>
    assert.match(await expectation({ locale: 'fr', timeZone: paris }), /^De retour demain à 9:00 – /),
  )
})

test('a channel with hours of its own goes by those; hours that never begin promise nothing', async () => {
  const { signingKeys: _, snippet: __, key: ___, kind: ____, ...channel } = await find()
  const night = { ...office, name: 'Night', isDefault: false, week: [{ day: 5, from: 1320, to: 1560 }] }
  const { id } = await admin.run<{ id: number }>('schedule.save', night)
  await admin.run('channel.save', { ...channel, scheduleId: id })
  await reloaded()
  await at('2026-06-05T20:30:00Z', async () => assert.equal(await expectation(), channel.settings.expectAway.en))
  await admin.run('schedule.save', { ...night, id, week: [] })
  await reloaded()
  await at('2026-06-05T20:30:00Z', async () => assert.equal(await expectation(), channel.settings.expectAway.en))
  await admin.run('channel.save', {
    ...channel,
    scheduleId,
    settings: { ...channel.settings, expectClosed: { en: 'Closed: {opens}, {opens}', de: 'Zurück {opens}' } },
  })
  await reloaded()
  await at('2026-06-05T20:30:00Z', async () =>
    assert.equal(await expectation({ locale: 'en-GB' }), 'Closed: on Monday at 9:00, on Monday at 9:00'),
  )
})
