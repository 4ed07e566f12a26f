import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { changesOf } from './changes-of.ts'
import { type HolidaysImported, ImportHolidays } from './contract.ts'
import { scheduleChanged } from './events.ts'
import { addHolidays, checkHours } from './model.ts'
import { mayManageSchedules } from './policy.ts'
import { parseCalendar } from './pure/parse-calendar.ts'
import { lockSchedule, updateSchedule } from './queries.ts'

/** Holidays from an iCalendar text, as public bodies and schools publish them. What could not be taken is told. */
export const importHolidays = command(
  'schedule.import_holidays',
  { input: ImportHolidays, may: mayManageSchedules, about: 'Add the holidays of an iCalendar text to a schedule.' },
  async (ctx, { scheduleId, ics }): Promise<HolidaysImported> => {
    const before = await lockSchedule(ctx.tx, scheduleId)
    const parsed = parseCalendar(ics, { timeZone: before.timeZone, thisYear: ctx.now.getUTCFullYear() })
    const { holidays, added } = addHolidays(before.holidays, parsed.holidays)
    const after = { ...before, ...checkHours({ ...before, holidays }) }
    const answer = { added, known: parsed.holidays.length - added, skipped: parsed.skipped }
    if (added === 0) return answer
    await updateSchedule(ctx.tx, after)
    await audit(
      ctx,
      ctx.actor,
      'schedule.holidays_imported',
      `schedule:${scheduleId}`,
      changesOf(before, after),
      before.name,
    )
    record(ctx, scheduleChanged, { stream: 'account', by: ctx.actor, data: { scheduleId } })
    return answer
  },
)
