import { clock } from '../../platform/clock.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Database } from '../../platform/db.ts'
import { system } from '../../platform/pure/actor.ts'
import type { RoutingDirectory } from '../directory.ts'
import { changeStatus } from './change-status.ts'
import { listLost } from './queries.ts'

type Parts = { db: Database; engine: Pick<Engine, 'transact'>; directory: Pick<RoutingDirectory, 'statuses'> }

/** Whoever's desks are not heard of any more (a closed laptop) is offline [AV2]. */
export async function loseAgents({ db, engine, directory }: Parts): Promise<void> {
  const offline = directory.statuses().find(({ key }) => key === 'offline')
  if (offline === undefined) return
  for (const userId of await listLost(db, clock.now()))
    await engine.transact(async (ctx) => {
      // Heard of again meanwhile?
      if ((await listLost(ctx.tx, ctx.now)).includes(userId)) await changeStatus(ctx, system, userId, offline, 'lost')
    })
}
