import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { Logger } from '../../platform/log.ts'
import { extendLeases, LEASE_MS, makeState } from './queries.ts'

/** How often each node says whose desks it hears: of a lease, one time missed is no loss [AV2]. */
const EACH_MS = 5_000

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
  /** Each from when he was last heard: a line that is only believed to be open proves nothing. */
  const extend = async (heard: ReadonlyMap<number, number>) => {
    if (heard.size === 0) return
    const now = clock.now().getTime()
    const leases = [...heard].map(([userId, silence]) => ({
      userId,
      until: new Date(now - silence + LEASE_MS),
      activeAt: touched.get(userId) ?? new Date(0),
    }))
    await extendLeases(
      db,
      leases.sort((a, b) => a.userId - b.userId),
    )
  }
  const round = setInterval(() => {
    const here = new Map<number, number>()
    for (const { actor, closed, heardAt } of hub.connections())
      if (actor.kind === 'user' && !closed)
        here.set(actor.userId, Math.min(here.get(actor.userId) ?? Infinity, clock.now().getTime() - heardAt))
    extend(here).catch((error: Error) => log.warn({ reason: error.message }, 'who is here could not be noted'))
    for (const userId of touched.keys()) if (!here.has(userId)) touched.delete(userId)
  }, EACH_MS)
  return {
    touch: (userId) => void touched.set(userId, clock.now()),
    async arrive(userId) {
      await makeState(db, userId, clock.now())
      await extend(new Map([[userId, 0]]))
    },
    stop: () => clearInterval(round),
  }
}
