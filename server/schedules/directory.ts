import type { Bus } from '../platform/bus.ts'
import type { Tx } from '../platform/db.ts'
import { inTurn } from '../platform/in-turn.ts'
import { events } from './events.ts'
import { listSchedules, type Schedule } from './queries.ts'

export type ScheduleDirectory = {
  load(): Promise<void>
  /** The same object until it changes: what is worked out for it is remembered with it. */
  scheduleOf(id: number): Schedule | null
  defaultSchedule(): Schedule | null
  /** The named one, else the default, else none: always open. */
  scheduleFor(id: number | null): Schedule | null
  all(): Schedule[]
  stop(): void
}

/** Which opening hours count for what came by a channel and was, perhaps, given a schedule; null: every hour is one. */
export type HoursOf = (of: { scheduleId: number | null; channelId: number | null }) => Schedule | null

type Parts = { db: Tx; bus: Bus; onError: (error: unknown) => void }

/** The schedules as this node knows them: asked for each message and timer, read again when one changes. */
export function createScheduleDirectory({ db, bus, onError }: Parts): ScheduleDirectory {
  let schedules = new Map<number, Schedule>()
  const load = inTurn(async () => {
    schedules = new Map((await listSchedules(db)).map((schedule) => [schedule.id, schedule]))
  })
  const stop = bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (events.some(({ type }) => type === message.type)) load().catch(onError)
  })
  const scheduleOf = (id: number) => schedules.get(id) ?? null
  const defaultSchedule = () => [...schedules.values()].find(({ isDefault }) => isDefault) ?? null
  return {
    load,
    scheduleOf,
    defaultSchedule,
    scheduleFor: (id) => (id === null ? null : scheduleOf(id)) ?? defaultSchedule(),
    all: () => [...schedules.values()],
    stop,
  }
}
