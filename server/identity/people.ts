import type { Bus } from '../platform/bus.ts'
import type { Tx } from '../platform/db.ts'
import type { NameAgent } from '../platform/events/event-type.ts'
import { inTurn } from '../platform/in-turn.ts'
import { ACCOUNT } from './events.ts'
import { listDirectory } from './queries/users.ts'

export type Directory = {
  /** Reads everybody anew; resolves when the names are there. To be awaited before the first event is told. */
  load(): Promise<void>
  /** What an agent is called; customers see the alias, where there is one. */
  nameAgent: NameAgent
  stop(): void
}

/** Names of all agents, in memory: each event is told with its author's name without a query. */
export function createDirectory({
  db,
  bus,
  onError,
}: {
  db: Tx
  bus: Bus
  onError: (error: unknown) => void
}): Directory {
  let people = new Map<number, ReturnType<NameAgent>>()
  const load = inTurn(async () => {
    people = new Map((await listDirectory(db)).map(({ id, name, alias, photo }) => [id, { name, alias, photo }]))
  })
  const stop = bus.subscribe((subject) => {
    // A failed reading leaves the names as they were; the next change reads again.
    if (subject === ACCOUNT) load().catch(onError)
  })
  return { load, stop, nameAgent: (userId) => people.get(userId) ?? { name: '', alias: null, photo: null } }
}
