import { clock } from '../../platform/clock.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Database } from '../../platform/db.ts'
import { system } from '../../platform/pure/actor.ts'
import type { RoutingDirectory } from '../directory.ts'
import { changeStatus } from './change-status.ts'
import { listIdle } from './queries.ts'

type Parts = {
  db: Database
  engine: Pick<Engine, 'transact'>
  directory: Pick<RoutingDirectory, 'statuses' | 'settings'>
}
const MINUTE_MS = 60_000

/** Whoever has not touched a desk for the time that is set takes no new work, until he says that he is back [AV3]. */
export async function restIdle({ db, engine, directory }: Parts): Promise<void> {
  const { idleMinutes, idleStatus } = directory.settings()
  const status = directory.statuses().find(({ key }) => key === idleStatus)
  if (idleMinutes === 0 || status === undefined) return
  const before = (at: Date) => new Date(at.getTime() - idleMinutes * MINUTE_MS)
  for (const userId of await listIdle(db, before(clock.now()), idleStatus))
    await engine.transact(async (ctx) => {
      // Touched meanwhile?
      if ((await listIdle(ctx.tx, before(ctx.now), idleStatus)).includes(userId))
        await changeStatus(ctx, system, userId, status, 'idle')
    })
}
