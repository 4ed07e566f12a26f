import { differences } from '../identity/index.ts'
import type { Holiday, SaveSchedule, Span } from './contract.ts'

type Fields = Omit<SaveSchedule, 'id'>

/** For the audit: each field before and after, hours as lines a person reads; of the holidays those that went and came. */
export function changesOf(before: Fields | null, after: Fields): Record<string, [unknown, unknown]> {
  const [was, is] = [before === null ? null : told(before), told(after)]
  const gone = (was?.holidays ?? []).filter((line) => !is.holidays.includes(line))
  const come = is.holidays.filter((line) => was?.holidays.includes(line) !== true)
  return {
    ...differences(was, is, ['name', 'timeZone', 'week', 'isDefault']),
    ...(gone.length + come.length === 0 ? {} : { holidays: [gone, come] }),
  }
}

const told = ({ name, timeZone, week, isDefault, holidays }: Fields) => ({
  name,
  timeZone,
  isDefault,
  week: week.map(spanLine),
  holidays: holidays.map(holidayLine),
})

/** The weekday is its number: `1 09:00–18:00`. */
const spanLine = ({ day, from, to }: Span): string => `${day} ${clockOf(from)}–${clockOf(to)}`

function holidayLine({ name, from, to, yearly, hours }: Holiday): string {
  const days = from === to ? from : `${from} – ${to}`
  const clock = hours === null ? '' : ` ${clockOf(hours.from)}–${clockOf(hours.to)}`
  return `${days}${clock}${yearly ? ' ↻' : ''} ${name}`
}

function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60) % 24, minute % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
