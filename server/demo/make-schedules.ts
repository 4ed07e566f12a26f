import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import { insertSchedule } from '../schedules/index.ts'
import { frenchHolidays } from './french-holidays.ts'

/** The shop's hours, which count everywhere, and the evenings of the club, which end after midnight. */
export async function makeSchedules({ db, reloadSchedules }: Pick<App, 'db' | 'reloadSchedules'>) {
  const year = clock.now().getUTCFullYear()
  const holidays = frenchHolidays([year, year + 1, year + 2])
  const shared = { timeZone: 'Europe/Paris', holidays }
  const shop = await insertSchedule(db, {
    ...shared,
    name: 'Boutique Halte',
    week: [
      ...[1, 2, 3, 4, 5].flatMap((day) => [
        { day, from: 540, to: 750 },
        { day, from: 810, to: 1110 },
      ]),
      { day: 6, from: 600, to: 1020 },
    ],
    holidays: [
      ...holidays,
      { name: 'Inventaire', from: `${year}-01-20`, to: `${year}-01-20`, yearly: true, hours: { from: 780, to: 1110 } },
    ],
    isDefault: true,
  })
  const club = await insertSchedule(db, {
    ...shared,
    name: 'Club – soirées',
    week: [
      ...[1, 2, 3, 4].map((day) => ({ day, from: 1020, to: 1320 })),
      ...[5, 6].map((day) => ({ day, from: 1020, to: 1560 })),
    ],
    isDefault: false,
  })
  await reloadSchedules()
  return { shop, club }
}
