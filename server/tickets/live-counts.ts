import type { Database } from '../platform/db.ts'
import { type Connection, sendFrame } from '../platform/live/connection.ts'
import type { Logger } from '../platform/log.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { CustomViewKey, ViewKey } from './contract.ts'
import { type Cell, foldCounts, readCounts, recount } from './inbox-queries.ts'
import { inScope } from './scope.ts'
import { inView, viewKeys } from './standard-views.ts'
import type { InboxChange } from './settle-tickets.ts'
import type { ViewCounts } from './views/index.ts'

const EACH_MS = 250
const RECOUNT_EACH_MS = 10 * 60_000

export type Counts = Record<ViewKey, number> & Partial<Record<CustomViewKey, number>>
export type LiveCounts = {
  of(actor: Actor): Promise<Counts>
  take(changes: readonly InboxChange[]): void
  /** Compares the cube with a fresh count; the number of cells that differ. */
  drift(): Promise<number>
  stop(): void
}

/**
 * How many conversations each view has [TK4]: this node keeps the cube (brand, group, assignee, status) in memory, reads
 * it again when something moved between cells, and tells each desk what changed for it.
 */
export function createLiveCounts(parts: {
  db: Database
  log: Logger
  desks: () => Iterable<Connection>
  /** Null: standard views only. */
  views: ViewCounts | null
}): LiveCounts {
  let cells: Cell[] | null = null
  let dirty = true
  let turning = false
  const told = new WeakMap<Connection, string>()
  const timer = setInterval(() => void turn(), EACH_MS)
  const check = setInterval(() => void report(), RECOUNT_EACH_MS)
  check.unref()

  return {
    async of(actor) {
      // Read for this answer only: kept, an older reading could overwrite a newer one.
      const now = cells === null || dirty ? await readCounts(parts.db) : cells
      return { ...countsOf(now, actor), ...parts.views?.of(actor) }
    },
    take(changes) {
      parts.views?.take(changes)
      dirty ||= changes.some(
        ({ before, after }) =>
          before === null ||
          after === null ||
          before.status !== after.status ||
          before.assigneeId !== after.assigneeId ||
          before.groupId !== after.groupId ||
          before.brandId !== after.brandId,
      )
    },
    drift,
    stop() {
      clearInterval(timer)
      clearInterval(check)
    },
  }

  async function turn(): Promise<void> {
    if (turning) return
    turning = true
    const isStale = dirty || cells === null
    dirty = false
    try {
      const moved = (await parts.views?.turn()) ?? false
      if (isStale) await foldCounts(parts.db)
      if (isStale) cells = await readCounts(parts.db)
      if ((isStale || moved) && cells !== null) tell(cells)
    } catch (error) {
      dirty ||= isStale
      parts.log.warn({ reason: error instanceof Error ? error.message : '' }, 'counts could not be read; trying again')
    } finally {
      turning = false
    }
  }

  function tell(now: Cell[]): void {
    for (const connection of parts.desks()) {
      if (connection.actor.kind !== 'user') continue
      const counts = { ...countsOf(now, connection.actor), ...parts.views?.of(connection.actor) }
      const text = JSON.stringify(counts)
      if (told.get(connection) === text) continue
      told.set(connection, text)
      sendFrame(connection, { t: 'counts', counts })
    }
  }

  async function drift(): Promise<number> {
    const [cube, truth] = await parts.db.transaction(async (tx) => {
      await tx.run({ name: 'counts.snapshot', text: 'set transaction isolation level repeatable read', values: [] })
      return [await readCounts(tx), await recount(tx)] as const
    })
    const key = (cell: Cell) => `${cell.status}/${cell.brandId}/${cell.groupId}/${cell.assigneeId}`
    const counted = new Map(truth.map((cell) => [key(cell), cell.n]))
    const wrong = cube.filter((cell) => cell.n !== (counted.get(key(cell)) ?? 0)).length
    const known = new Set(cube.map(key))
    return wrong + truth.filter((cell) => !known.has(key(cell))).length
  }

  async function report(): Promise<void> {
    const cellsOff = await drift().catch(() => 0)
    if (cellsOff > 0) parts.log.error({ cellsOff }, 'inbox counts differ from a fresh count')
  }
}

function countsOf(cells: readonly Cell[], actor: Actor): Counts {
  const counts = Object.fromEntries(viewKeys.map((view) => [view, 0])) as Counts
  for (const cell of cells) {
    const row = { ...cell, groupId: cell.groupId || null, assigneeId: cell.assigneeId || null }
    if (!inScope(actor, row)) continue
    for (const view of viewKeys) if (inView(view, actor, row)) counts[view] += cell.n
  }
  return counts
}
