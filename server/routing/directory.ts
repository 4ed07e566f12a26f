import { namesNobody, type NamedContacts, readNamedContacts } from '../contacts/index.ts'
import type { Bus } from '../platform/bus.ts'
import type { Database } from '../platform/db.ts'
import { inTurn } from '../platform/in-turn.ts'
import { compile, type Predicate } from '../platform/pure/conditions/compile.ts'
import type { Field } from '../platform/pure/conditions/field.ts'
import { type AgentStatusView, defaultSettings, type RoutingSettings } from './contract.ts'
import type { Queue } from './pure/work.ts'
import { listGoneSkills } from './configuration/queries.ts'
import { listQueues, listStatuses, readSettings, type StoredQueue } from './queries.ts'

export type ActiveQueue = Queue & StoredQueue & { holds: Predicate }
export type RoutingDirectory = {
  load(): Promise<void>
  settings(): RoutingSettings
  /** Those that are on, in the order in which the first that fits is taken. */
  queues(): readonly ActiveQueue[]
  /** Also one that is off: what waits in it still does. */
  queue(id: number): ActiveQueue | null
  byId(): ReadonlyMap<number, ActiveQueue>
  statuses(): readonly AgentStatusView[]
  /** Deleted: conversations that still want it want it no more. */
  isGoneSkill(id: number): boolean
  stop(): void
}

type Parts = {
  db: Database
  bus: Bus
  /** What conditions may ask, as it is stored now. */
  fields(): Promise<ReadonlyMap<string, Field>>
  onError(error: unknown): void
}
/** What queues are compiled from: themselves, and the fields people have added. */
const SOURCES = new Set(['routing.configured', 'ticket_definitions.changed'])

/** Settings, statuses and queues as this node knows them: asked at each change of a ticket, read again when one changes. */
export function createRoutingDirectory({ db, bus, fields, onError }: Parts): RoutingDirectory {
  let settings = defaultSettings
  let queues = new Map<number, ActiveQueue>()
  let statuses: readonly AgentStatusView[] = []
  let gone: ReadonlySet<number> = new Set()
  let contacts: NamedContacts = namesNobody
  const load = inTurn(async () => {
    const [read, stored, kinds, deleted, known] = await Promise.all([
      readSettings(db),
      listQueues(db),
      listStatuses(db),
      listGoneSkills(db),
      fields(),
    ])
    settings = read
    statuses = kinds
    gone = new Set(deleted)
    contacts = await readNamedContacts(
      db,
      known,
      stored.map(({ conditions }) => conditions),
    )
    queues = new Map(
      stored.map((queue, order) => [
        queue.id,
        { ...queue, order, holds: compile(contacts.now(queue.conditions), known) },
      ]),
    )
  })
  const stop = bus.subscribe((subject, message) => {
    if (contacts.isMovedBy(message)) load().catch(onError)
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (typeof message.type === 'string' && SOURCES.has(message.type)) load().catch(onError)
  })
  return {
    load,
    settings: () => settings,
    queues: () => [...queues.values()].filter(({ active }) => active),
    queue: (id) => queues.get(id) ?? null,
    byId: () => queues,
    statuses: () => statuses,
    isGoneSkill: (id) => gone.has(id),
    stop,
  }
}
