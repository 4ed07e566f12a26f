import { type Static, Type } from 'typebox'
import { Id } from '../platform/pure/schemas.ts'

/** Minutes of a day; 1440 is its end. */
const Minute = Type.Integer({ minimum: 0, maximum: 1440 })
/** A day of the calendar: `2027-05-01`. */
const Day = Type.String({ pattern: '^[1-9]\\d{3}-\\d\\d-\\d\\d$' })

/** Open on weekday `day` (1 Monday … 7 Sunday) from minute `from` to minute `to`; beyond 1440 it is the next day. */
export const Span = Type.Object({
  day: Type.Integer({ minimum: 1, maximum: 7 }),
  from: Type.Integer({ minimum: 0, maximum: 1439 }),
  to: Type.Integer({ minimum: 1, maximum: 2880 }),
})
export type Span = Static<typeof Span>

/** Closed, whatever the week says: on the days `from` to `to` (both included), or on `hours` of each of them. */
export const Holiday = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  from: Day,
  to: Day,
  /** On the same days of each year from that of `from` on; what begins on 29 February, in leap years only. */
  yearly: Type.Boolean(),
  hours: Type.Union([Type.Object({ from: Minute, to: Minute }), Type.Null()]),
})
export type Holiday = Static<typeof Holiday>

/** When people are there, by the clock on the wall of a place. */
export type Hours = { timeZone: string; week: readonly Span[]; holidays: readonly Holiday[] }

export const MOST_SPANS = 70
export const MOST_HOLIDAYS = 1_000

const name = Type.String({ minLength: 1, maxLength: 80 })
/** An IANA time zone: `Europe/Paris`. */
const TimeZone = Type.String({ minLength: 1, maxLength: 64 })

export const SaveSchedule = Type.Object({
  id: Type.Optional(Id),
  name,
  timeZone: TimeZone,
  week: Type.Array(Span, { maxItems: MOST_SPANS }),
  holidays: Type.Array(Holiday, { maxItems: MOST_HOLIDAYS }),
  /** The one that counts where nothing else is chosen; it takes the mark from the one that had it. */
  isDefault: Type.Boolean(),
})
export type SaveSchedule = Static<typeof SaveSchedule>
export const ScheduleRef = Type.Object({ scheduleId: Id })

/** Adds the holidays of an iCalendar text to a schedule; those it has already stay single. */
export const ImportHolidays = Type.Object({ scheduleId: Id, ics: Type.String({ minLength: 1, maxLength: 500_000 }) })

/** `GET /api/v1/schedules` */
export type ScheduleView = {
  id: number
  name: string
  timeZone: string
  week: Span[]
  holidays: Holiday[]
  isDefault: boolean
}

/** Why an event of a calendar did not become a holiday. */
export type SkippedReason = 'cancelled' | 'date' | 'length' | 'repeats' | 'changed_instance'
/** What an iCalendar text says; `line` counts from 1. */
export type ParsedCalendar = {
  holidays: Holiday[]
  skipped: { name: string; line: number; reason: SkippedReason }[]
}
export type HolidaysImported = { added: number; known: number; skipped: ParsedCalendar['skipped'] }

export const refusals = {
  schedule_not_found: 404,
  schedule_in_use: 409,
  schedule_invalid: 422,
  time_zone_unknown: 422,
  too_many_holidays: 422,
  calendar_unreadable: 422,
  calendar_without_events: 422,
} as const
