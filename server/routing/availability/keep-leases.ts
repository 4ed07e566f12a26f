import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { Logger } from '../../platform/log.ts'
import { extendLeases } from './queries.ts'

/** How often each node says whose desks it hears, and for how long that holds: one time missed is no loss [AV2]. */
const EACH_MS = 5_000
export const LEASE_MS = 20_000

export type Leases = {
  /** Somebody has touched a desk of his. */
  touch(userId: number): void
  /** His desk is here, at once: whoever has just come is not offline until the next round. */
  arrive(userId: number): Promise<void>
  stop(): void
}

/** The union of all devices on all nodes: each node prolongs the leases of the agents whose desks are open on it. */
export function keepLeases({ db, hub, log }: { db: Database; hub: Pick<Hub, 'connections'>; log: Logger }): Leases {
  const touched = new Map<number, Date>()
  const extend = async (userIds: readonly number[]) => {
    if (userIds.length === 0) return
    const now = clock.now()
    const active = userIds.map((id) => touched.get(id) ?? new Date(0))
    await extendLeases(db, userIds, new Date(now.getTime() + LEASE_MS), active)
  }
  const round = setInterval(() => {
    const here = new Set<number>()
    for (const { actor, closed } of hub.connections()) if (actor.kind === 'user' && !closed) here.add(actor.userId)
    extend([...here].sort((a, b) => a - b)).catch((error: Error) =>
      log.warn({ reason: error.message }, 'who is here could not be noted'),
    )
    for (const userId of touched.keys()) if (!here.has(userId)) touched.delete(userId)
  }, EACH_MS)
  return {
    touch: (userId) => void touched.set(userId, clock.now()),
    arrive(userId) {
      touched.set(userId, clock.now())
      return extend([userId])
    },
    stop: () => clearInterval(round),
  }
}
