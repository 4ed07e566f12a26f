import type { Bus } from '../../platform/bus.ts'
import type { Database } from '../../platform/db.ts'
import { inTurn } from '../../platform/in-turn.ts'
import { compile, type Predicate } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { addBusinessMs, businessMsBetween, type ScheduleDirectory } from '../../schedules/index.ts'
import type { Walk } from './pure/targets.ts'
import { listPolicies, type Policy } from './queries.ts'

export type ActivePolicy = Policy & { holds: Predicate }
export type SlaDirectory = {
  load(): Promise<void>
  /** Those that are on, in the order in which the first that fits applies. */
  policies(): readonly ActivePolicy[]
  walkOf(policy: Pick<Policy, 'scheduleId'>, business: boolean): Walk
  stop(): void
}

type Parts = {
  db: Database
  bus: Bus
  schedules: Pick<ScheduleDirectory, 'scheduleFor'>
  /** What conditions may ask, as it is stored now. */
  fields(): Promise<ReadonlyMap<string, Field>>
  onError(error: unknown): void
}
/** What policies are compiled from: themselves, and the fields people have added. */
const SOURCES = new Set(['sla_policy.changed', 'ticket_definitions.changed'])

const calendar: Walk = {
  add: (from, ms) => new Date(from.getTime() + ms),
  between: (from, to) => Math.max(0, to.getTime() - from.getTime()),
}

/** The policies as this node knows them: asked at each update, read again when one changes. */
export function createSlaDirectory({ db, bus, schedules, fields, onError }: Parts): SlaDirectory {
  let policies: readonly ActivePolicy[] = []
  const load = inTurn(async () => {
    const [read, known] = [await listPolicies(db), await fields()]
    policies = read
      .filter(({ active }) => active)
      .map((policy) => ({ ...policy, holds: compile(policy.conditions, known) }))
  })
  const stop = bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (typeof message.type === 'string' && SOURCES.has(message.type)) load().catch(onError)
  })
  return {
    load,
    policies: () => policies,
    walkOf({ scheduleId }, business) {
      const hours = business ? schedules.scheduleFor(scheduleId) : null
      // Without a schedule, every hour is an opening hour.
      if (hours === null) return calendar
      return {
        add: (from, ms) => addBusinessMs(hours, from, ms),
        between: (from, to) => businessMsBetween(hours, from, to),
      }
    },
    stop,
  }
}
