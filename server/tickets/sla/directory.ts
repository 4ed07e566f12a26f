import { namesNobody, type NamedContacts, readNamedContacts } from '../../contacts/index.ts'
import type { Bus } from '../../platform/bus.ts'
import type { Database } from '../../platform/db.ts'
import { inTurn } from '../../platform/in-turn.ts'
import { compile, type Predicate } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { addBusinessMs, businessMsBetween, type HoursOf } from '../../schedules/index.ts'
import type { Walk } from './pure/targets.ts'
import { listPolicies, type Policy } from './queries.ts'

export type ActivePolicy = Policy & { holds: Predicate }
export type SlaDirectory = {
  load(): Promise<void>
  /** Those that are on, in the order in which the first that fits applies. */
  policies(): readonly ActivePolicy[]
  /** Whether a policy names one of these contacts. */
  name(contactIds: readonly number[]): boolean
  /** By the policy's own hours; without, by those that count for the ticket. */
  walkOf(policy: Pick<Policy, 'scheduleId'>, business: boolean, ticket: Parameters<HoursOf>[0]): Walk
  stop(): void
}

type Parts = {
  db: Database
  bus: Bus
  hoursOf: HoursOf
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
export function createSlaDirectory({ db, bus, hoursOf, fields, onError }: Parts): SlaDirectory {
  let policies: readonly ActivePolicy[] = []
  let contacts: NamedContacts = namesNobody
  const load = inTurn(async () => {
    const [read, known] = [await listPolicies(db), await fields()]
    const active = read.filter((policy) => policy.active)
    contacts = await readNamedContacts(
      db,
      known,
      active.map(({ conditions }) => conditions),
    )
    policies = active.map((policy) => ({ ...policy, holds: compile(contacts.now(policy.conditions), known) }))
  })
  const stop = bus.subscribe((subject, message) => {
    if (contacts.isMovedBy(message)) load().catch(onError)
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (typeof message.type === 'string' && SOURCES.has(message.type)) load().catch(onError)
  })
  return {
    load,
    policies: () => policies,
    name: (contactIds) => contactIds.some(contacts.has),
    walkOf({ scheduleId }, business, ticket) {
      const hours = business ? hoursOf(scheduleId === null ? ticket : { ...ticket, scheduleId }) : null
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
