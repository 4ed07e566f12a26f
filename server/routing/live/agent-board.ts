import type { Bus } from '../../platform/bus.ts'
import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { Logger } from '../../platform/log.ts'
import type { WorkView } from '../contract.ts'
import { isRoutingNews, ROUTING } from '../settle-loads.ts'
import { listWork } from './queries.ts'

/** Changes gather for so long: a burst of commits is one reading and one frame an agent. */
const EACH_MS = 250
/** What no node has told of (a bus that lost a message) is found after so long. */
const ALL_EACH_MS = 10_000

export type AgentBoard = {
  /** Called with whatever has changed of anybody, while somebody listens; all agents are read at first. */
  watch(listener: (changed: readonly WorkView[]) => void): () => void
  stop(): void
}
type Parts = { db: Database; bus: Bus; hub: Pick<Hub, 'connections' | 'members' | 'broadcast'>; log: Logger }

/**
 * What agents are doing and how much they hold, as it changes, read once a moment for all who look: each agent's own desks
 * on this node, and supervisors' views.
 */
export function createAgentBoard({ db, bus, hub, log }: Parts): AgentBoard {
  const told = new Map<number, string>()
  const listeners = new Set<(changed: readonly WorkView[]) => void>()
  let moved = new Set<number>()
  let isAll = false
  let isReading = false
  let readAllAt = clock.now().getTime()

  const stopListening = bus.subscribe((subject, message) => {
    if (subject === ROUTING && isRoutingNews(message)) for (const id of message.agents) moved.add(id)
    else if (isTyped(message)) {
      if (message.type === 'routing.configured') isAll = true
      else if (OF_ONE.has(message.type) && typeof message.data?.userId === 'number') moved.add(message.data.userId)
    }
  })
  const round = setInterval(() => void turn(), EACH_MS)

  async function turn(): Promise<void> {
    if (isReading) return
    isAll ||= clock.now().getTime() - readAllAt > ALL_EACH_MS
    const asked = wanted()
    moved = new Set()
    if (isAll) readAllAt = clock.now().getTime()
    isAll = false
    if (asked?.length === 0) return
    isReading = true
    try {
      tell(await listWork(db, clock.now(), asked))
    } catch (error) {
      isAll = true
      log.warn({ reason: error instanceof Error ? error.message : '' }, 'what agents hold could not be read')
    } finally {
      isReading = false
    }
  }

  /** Who is read: whoever has changed and is looked at; null: everybody. */
  function wanted(): number[] | null {
    if (listeners.size > 0) return isAll ? null : [...moved]
    const here = new Set<number>()
    for (const { actor } of hub.connections()) if (actor.kind === 'user') here.add(actor.userId)
    for (const userId of told.keys()) if (!here.has(userId)) told.delete(userId)
    return [...here].filter((userId) => isAll || moved.has(userId))
  }

  function tell(works: readonly WorkView[]): void {
    const changed = works.filter(({ at: _, ...work }) => {
      const text = JSON.stringify(work)
      if (told.get(work.userId) === text) return false
      told.set(work.userId, text)
      return true
    })
    for (const work of changed) hub.broadcast(hub.members(`agent:${work.userId}`), { t: 'work', work })
    if (changed.length > 0) for (const listener of listeners) listener(changed)
  }

  return {
    watch(listener) {
      listeners.add(listener)
      told.clear()
      isAll = true
      return () => listeners.delete(listener)
    },
    stop() {
      clearInterval(round)
      stopListening()
    },
  }
}

const OF_ONE = new Set(['agent.status_changed', 'wrap_up.ended'])
type Typed = { type: string; data?: { userId?: unknown } }
const isTyped = (message: unknown): message is Typed =>
  typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string'
