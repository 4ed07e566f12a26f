import { clock } from '../../platform/clock.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Database, Tx } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { holdAlone } from '../../platform/single-holder.ts'
import { wakeOrWait } from '../../platform/wake-or-wait.ts'
import { loadWork } from '../../tickets/index.ts'
import type { ReplanningView } from '../contract.ts'
import type { RuleDirectory } from '../directory.ts'
import type { ClocksOf } from './clocks.ts'
import { planCheck } from './plan-checks.ts'
import {
  advancePlanning,
  beginPlanning,
  countOpenConversations,
  endPlanning,
  lockOpenConversations,
  readPlanning,
} from './queries.ts'

/**
 * Tickets times automations that are looked at in one piece, some ten milliseconds: meanwhile nothing else of this node has
 * its turn, no message and no timer, and no customer of these conversations.
 */
const LOOKS_A_PIECE = 8_000
const MOST_A_PIECE = 200
const PLANNING_LOCK = 0x9e91a4
/** What another node asked for is seen at the latest after this long. */
const LOOK_EACH_MS = 1_000
/** By then every node knows of the change, though the bus may have lost it; and clocks may differ a little. */
const KNOWN_AFTER_MS = 3_000
const CLOCKS_DIFFER_MS = 5_000

export type Replanning = {
  /** Somebody has just asked for it on this node. */
  wake(): void
  stop(): Promise<void>
}

type Parts = {
  db: Database
  engine: Pick<Engine, 'transact'>
  directory: Pick<RuleDirectory, 'automations'>
  clocks: ClocksOf
  /** Rules, opening hours (and which channel goes by which) and fields as they are stored now. */
  refresh(): Promise<unknown>
  log: Logger
}

/**
 * After a change of automations, opening hours, channels or fields every open ticket gets its next instant anew, in short transactions:
 * one node does it, and a change meanwhile begins another pass [RU10]. What is wanted is stored with the change, so that a
 * node that dies leaves the rest to the next. What other nodes changed meanwhile they may have planned by what they still knew:
 * a moment later it is looked at once more.
 */
export function createReplanning(parts: Parts): Replanning {
  let wake = () => {}
  const holder = holdAlone(parts.db, PLANNING_LOCK, parts.log, async (signal) => {
    let once: { more: number; since: Date } | null = null
    while (!signal.aborted) {
      // Before looking: whoever wakes while it looks is not missed.
      const woken = wakeOrWait(LOOK_EACH_MS, signal, (end) => void (wake = end))
      const began = clock.now().getTime()
      const came = await pass(parts, signal)
      const now = clock.now().getTime()
      if (came === 'end') once = { more: now + KNOWN_AFTER_MS, since: new Date(began - CLOCKS_DIFFER_MS) }
      if (came !== 'nothing') continue
      if (once !== null && now >= once.more) {
        const { since } = once
        once = null
        await planPieces(parts, { since, wanted: null }, signal)
      }
      await woken
    }
  })
  return { wake: () => wake(), stop: () => holder.stop() }
}

/** Null when nothing is under way. */
export async function planningProgress(tx: Tx): Promise<ReplanningView> {
  const { wanted, reached, done, of } = await readPlanning(tx)
  return wanted === reached ? null : { done, of }
}

/** Whether there was anything to do, and whether it has been done. */
async function pass(parts: Parts, signal: AbortSignal): Promise<'nothing' | 'cut' | 'end'> {
  const { wanted, reached } = await readPlanning(parts.db)
  if (wanted === reached) return 'nothing'
  await parts.refresh()
  // Without automations the instants that are left find nothing to do.
  if (parts.directory.automations().length > 0) {
    await beginPlanning(parts.db, await countOpenConversations(parts.db))
    if (!(await planPieces(parts, { since: null, wanted }, signal))) return 'cut'
  }
  await endPlanning(parts.db, wanted)
  return 'end'
}

/** Of all open tickets, or of those that have changed since. False when it was stopped, or something changed meanwhile. */
async function planPieces(
  { engine, directory, clocks }: Parts,
  { since, wanted }: { since: Date | null; wanted: number | null },
  signal: AbortSignal,
): Promise<boolean> {
  if (directory.automations().length === 0) return true
  const size = Math.max(1, Math.min(MOST_A_PIECE, Math.floor(LOOKS_A_PIECE / directory.automations().length)))
  for (let last = 0; !signal.aborted; ) {
    const piece = await engine.transact(async (ctx) => {
      const ids = await lockOpenConversations(ctx.tx, { after: last, limit: size, since })
      await loadWork(ctx, ids)
      for (const id of ids) planCheck(ctx, id, directory, clocks)
      return { ids, wanted: wanted === null ? null : (await advancePlanning(ctx.tx, ids.length)).wanted }
    })
    if (piece.wanted !== wanted) return false
    if (piece.ids.length < size) return true
    last = piece.ids.at(-1) ?? 0
  }
  return false
}
