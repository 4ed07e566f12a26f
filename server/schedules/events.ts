import { internalEvent } from '../platform/events/event-type.ts'

/** On stream `account`: nodes and desks read the schedules again; what was worked out from it is worked out anew. */
export const scheduleChanged = internalEvent<{ scheduleId: number }>('schedule.changed')
/** On stream `account`. Whoever uses it refuses its end by a reaction (`schedule_in_use`). */
export const scheduleDeleted = internalEvent<{ scheduleId: number }>('schedule.deleted')

export const events = [scheduleChanged, scheduleDeleted] as const
