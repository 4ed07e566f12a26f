import type { Engine } from '../../platform/commands/engine.ts'
import type { Database } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { holdAlone } from '../../platform/single-holder.ts'
import { wakeOrWait } from '../../platform/wake-or-wait.ts'
import { loadWork } from '../work.ts'
import type { SlaDirectory } from './directory.ts'
import { measure } from './measure.ts'
import {
  advanceRecalculation,
  beginRecalculation,
  countOpenTickets,
  endRecalculation,
  lockOpenTickets,
  readRecalculation,
} from './queries.ts'

const PIECE = 200
const SLA_LOCK = 0x51a0
/** What another node asked for is seen at the latest after this long. */
const LOOK_EACH_MS = 1_000

export type SlaRecalculation = {
  /** Somebody has just asked for it on this node. */
  wake(): void
  stop(): Promise<void>
}

type Parts = {
  db: Database
  engine: Pick<Engine, 'transact'>
  directory: Pick<SlaDirectory, 'policies' | 'walkOf'>
  /** Policies, opening hours and fields as they are stored now. */
  refresh(): Promise<unknown>
  log: Logger
}

/**
 * After a change of policies, opening hours or fields every open ticket gets its targets anew, in short transactions: one
 * node does it, and a change meanwhile begins another pass [SL6]. What is wanted is stored with the change, so that a node
 * that dies leaves the rest to the next.
 */
export function createSlaRecalculation(parts: Parts): SlaRecalculation {
  let wake = () => {}
  const holder = holdAlone(parts.db, SLA_LOCK, parts.log, async (signal) => {
    while (!signal.aborted) {
      // Before looking: whoever wakes while it looks is not missed.
      const woken = wakeOrWait(LOOK_EACH_MS, signal, (end) => void (wake = end))
      if (!(await pass(parts, signal))) await woken
    }
  })
  return { wake: () => wake(), stop: () => holder.stop() }
}

/** Whether there was anything to do. */
async function pass(parts: Parts, signal: AbortSignal): Promise<boolean> {
  const { wanted, reached } = await readRecalculation(parts.db)
  if (wanted === reached) return false
  await parts.refresh()
  if (await measureAll(parts, wanted, signal)) await endRecalculation(parts.db, wanted)
  return true
}

/** False when it was stopped, or something changed meanwhile. */
async function measureAll({ db, engine, directory }: Parts, wanted: number, signal: AbortSignal): Promise<boolean> {
  await beginRecalculation(db, await countOpenTickets(db))
  for (let last = 0; !signal.aborted; ) {
    const piece = await engine.transact(async (ctx) => {
      const ids = await lockOpenTickets(ctx.tx, last, PIECE)
      await loadWork(ctx, ids)
      for (const id of ids) await measure(ctx, id, directory, true)
      return { ids, ...(await advanceRecalculation(ctx.tx, ids.length)) }
    })
    if (piece.wanted !== wanted) return false
    if (piece.ids.length < PIECE) return true
    last = piece.ids.at(-1) ?? 0
  }
  return false
}
