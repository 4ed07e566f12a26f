import { deleteSchedule } from './delete-schedule.ts'
import { importHolidays } from './import-holidays.ts'
import { saveSchedule } from './save-schedule.ts'

export { createScheduleDirectory, type HoursOf, type ScheduleDirectory } from './directory.ts'
export { events } from './events.ts'
export {
  addBusinessMs,
  businessMsBetween,
  isHoliday,
  isOpen,
  nextClosing,
  nextMidnight,
  nextOpening,
} from './pure/opening.ts'
export { wallClock } from './pure/wall-clock.ts'
export { canonicalZone } from './pure/zone.ts'
export { insertSchedule, keepSchedule, listSchedules, type Schedule } from './queries.ts'
export { reads } from './reads.ts'
export { deleteSchedule } from './delete-schedule.ts'
export { saveSchedule } from './save-schedule.ts'
export { sayWhen } from './say-when.ts'

export const commands = [saveSchedule, deleteSchedule, importHolidays]
