import type { Bus } from '../../platform/bus.ts'
import { clock } from '../../platform/clock.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Database } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { holdAlone } from '../../platform/single-holder.ts'
import { wakeOrWait } from '../../platform/wake-or-wait.ts'
import { loseAgents } from '../availability/lose-agents.ts'
import { restIdle } from '../availability/rest-idle.ts'
import type { RoutingDirectory } from '../directory.ts'
import type { Agent } from '../pure/agent.ts'
import { decide, type Proposal } from '../pure/decide.ts'
import { listRouted, type WorkRow } from '../queries-router.ts'
import { isRoutingNews, ROUTING } from '../settle-loads.ts'
import { claim } from './claim.ts'
import { readAgents, workOf } from './read.ts'
import { review } from './review.ts'
import { tidy } from './tidy.ts'

const ROUTER_LOCK = 0x2007
/** The net: what no node has told of is found at the latest after this long [RO7]. */
const SWEEP_EACH_MS = 1_000
/** Claims that share a transaction. */
const AT_ONCE = 100

export type Router = {
  /** While `work` lasts nothing is given by itself: `giveAt` gives what waited, as of an instant of a past that is told. */
  tellPast(work: (giveAt: (at: Date) => Promise<void>) => Promise<void>): Promise<void>
  stop(): Promise<void>
}
export type RouterParts = {
  db: Database
  bus: Bus
  engine: Pick<Engine, 'transact' | 'transactAt'>
  directory: RoutingDirectory
  log: Logger
}

/**
 * Gives what waits to who can take it. One node decides at a time; it wakes at each change that a commit tells of on the bus,
 * and looks at everything each second. What it holds in memory is what the database says: a node that takes over begins by
 * reading it. Decisions are proposals: the transaction that claims them looks again.
 */
export function runRouter(parts: RouterParts): Router {
  const { db, bus, directory, log } = parts
  let wake = () => {}
  const changed = new Set<number>()
  /** Agents may be able to take what they could not before. */
  let isRoom = false
  let isResting = false
  const stopListening = bus.subscribe((subject, message) => {
    if (subject === ROUTING && isRoutingNews(message)) {
      for (const id of message.conversations) changed.add(id)
      isRoom ||= message.freed
    } else if (isOfAgents(message)) isRoom = true
    else return
    wake()
  })
  const holder = holdAlone(db, ROUTER_LOCK, log, async (signal) => {
    const known = new Map<number, WorkRow>()
    let sweptAt = 0
    while (!signal.aborted) {
      // Before looking: whoever wakes while it looks is not missed.
      const woken = wakeOrWait(SWEEP_EACH_MS, signal, (end) => void (wake = end))
      const isSweep = clock.now().getTime() - sweptAt >= SWEEP_EACH_MS
      if (isSweep) sweptAt = clock.now().getTime()
      if (isResting) {
        await woken
        continue
      }
      const agents = readOnce(db)
      try {
        if (isSweep) {
          await review(parts, signal)
          await loseAgents(parts)
          await restIdle(parts)
        }
        if (directory.settings().enabled) {
          const isWorth = isSweep || isRoom
          isRoom = false
          const isNew = await refresh(db, known, isSweep ? null : changed)
          if (isWorth) await tidy(parts, [...known.values()], agents)
          // What this router has just offered is told on the bus too: nothing to decide.
          if (isWorth || isNew) await route(parts, known, agents, signal)
        }
      } catch (error) {
        log.error({ err: error }, 'routing failed; it goes on')
      }
      await woken
    }
  })
  return {
    async tellPast(work) {
      isResting = true
      try {
        await work((at) => giveAt(parts, at))
      } finally {
        isResting = false
      }
    },
    async stop() {
      stopListening()
      await holder.stop()
    },
  }
}

/** Whether any of what was read waits. */
async function refresh(db: Database, known: Map<number, WorkRow>, among: Set<number> | null): Promise<boolean> {
  const ids = among === null ? null : [...among]
  among?.clear()
  if (ids?.length === 0) return false
  const rows = await listRouted(db, ids)
  if (ids === null) known.clear()
  else for (const id of ids) known.delete(id)
  for (const row of rows) known.set(row.conversationId, row)
  return rows.some(({ routing }) => routing.state === 'waiting')
}

/** Of one round: read when asked first. What it changes itself is looked at again by the claim. */
function readOnce(db: Database): () => Promise<Agent[]> {
  let read: Promise<Agent[]> | undefined
  return () => (read ??= readAgents(db, clock.now()))
}

async function route(
  parts: RouterParts,
  known: Map<number, WorkRow>,
  agents: () => Promise<Agent[]>,
  signal: AbortSignal,
): Promise<void> {
  const { engine, directory } = parts
  const waiting = [...known.values()].filter(({ routing }) => routing.state === 'waiting')
  if (waiting.length === 0) return
  const proposals = proposalsOf(parts, waiting, await agents(), clock.now())
  for (let from = 0; from < proposals.length && !signal.aborted; from += AT_ONCE) {
    const some = proposals.slice(from, from + AT_ONCE)
    await engine.transact((ctx) => claim(ctx, some, directory))
    // Until it is told otherwise, it waits no more.
    for (const { work } of some) known.delete(work.conversationId)
  }
}

async function giveAt(parts: RouterParts, at: Date): Promise<void> {
  const { db, engine, directory } = parts
  const waiting = (await listRouted(db, null)).filter(({ routing }) => routing.state === 'waiting')
  if (waiting.length === 0) return
  const proposals = proposalsOf(parts, waiting, await readAgents(db, at), at)
  if (proposals.length > 0) await engine.transactAt(at, (ctx) => claim(ctx, proposals, directory))
}

const proposalsOf = (
  { directory }: RouterParts,
  waiting: readonly WorkRow[],
  agents: readonly Agent[],
  at: Date,
): Proposal[] => decide(waiting.map(workOf), agents, directory.byId(), directory.settings(), at.getTime())

const OF_AGENTS = new Set(['agent.status_changed', 'routing.configured', 'availability.changed', 'wrap_up.ended'])
const isOfAgents = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  typeof message.type === 'string' &&
  OF_AGENTS.has(message.type)
