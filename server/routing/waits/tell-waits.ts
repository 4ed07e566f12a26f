import type { Bus } from '../../platform/bus.ts'
import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { type Connection, sendFrame } from '../../platform/live/connection.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { Logger } from '../../platform/log.ts'
import type { RoutingDirectory } from '../directory.ts'
import { readAgents, workOf } from '../router/read.ts'
import { ROUTING } from '../settle-loads.ts'
import { HISTORY_MS, MOST_TAKEN, throughputOf, waitRange } from './expected-wait.ts'
import { isAnybodyThere, laneOf, placesOf } from '../pure/lanes.ts'
import { listTaken, listWaiting, type WaitingRow } from './queries.ts'
import { sayWait } from './say-wait.ts'

const EACH_MS = 5_000
/** After a change, so that many changes are told at once. */
const SOON_MS = 500

type Parts = {
  db: Database
  bus: Bus
  hub: Pick<Hub, 'connections' | 'members'>
  directory: RoutingDirectory
  log: Logger
  /** What a channel tells those who wait. */
  tells(channelId: number): { place: boolean; wait: boolean }
  /** What it says while nobody is there. */
  away(channelId: number, locale: string, now: Date): Promise<string>
}

/**
 * Tells visitors of this node who wait where they stand and how long it may take [RO10]: from a few queries for all of them,
 * each few seconds and soon after a change; nobody is told the same twice. Without waiting visitors nothing is asked.
 */
export function tellWaits(parts: Parts): { stop(): Promise<void> } {
  const { bus, hub, directory, log } = parts
  const told = new Map<Connection, string>()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let dueAt = 0
  let running = Promise.resolve()
  const unsubscribe = bus.subscribe((subject) => {
    if (subject === ROUTING) schedule(SOON_MS)
  })
  schedule(EACH_MS)
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      unsubscribe()
      await running
    },
  }

  function schedule(inMs: number): void {
    const at = clock.now().getTime() + inMs
    if (stopped || (timer !== undefined && dueAt <= at)) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      timer = undefined
      running = running.then(tell).catch((error: unknown) => log.warn({ err: error }, 'waits could not be told'))
      void running.then(() => schedule(EACH_MS))
    }, inMs)
  }

  async function tell(): Promise<void> {
    for (const connection of told.keys()) if (connection.closed) told.delete(connection)
    if (![...hub.connections()].some(({ actor }) => actor.kind === 'visitor')) return
    const lines = directory.settings().enabled ? await linesOf(parts) : new Map<number, Record<string, string>>()
    const now = clock.now().toISOString()
    const send = (connection: Connection, waits: Record<string, string>) => {
      const text = JSON.stringify(waits)
      if (text === (told.get(connection) ?? '{}')) return
      if (text === '{}') told.delete(connection)
      else told.set(connection, text)
      sendFrame(connection, { t: 'beat', now, heads: {}, waits })
    }
    const waiting = new Set<Connection>()
    for (const [contactId, waits] of lines)
      for (const connection of hub.members(`contact:${contactId}`)) {
        waiting.add(connection)
        send(connection, waits)
      }
    for (const connection of [...told.keys()]) if (!waiting.has(connection)) send(connection, {})
  }
}

/** Of each contact who waits and is here: conversation → what is said of it. */
async function linesOf(parts: Parts): Promise<Map<number, Record<string, string>>> {
  const { db, hub, directory } = parts
  const rows = await listWaiting(db)
  const here = rows.filter(({ contactId }) => hub.members(`contact:${contactId}`).size > 0)
  const lines = new Map<number, Record<string, string>>()
  if (here.length === 0) return lines
  const now = clock.now()
  const works = rows.map(workOf)
  const lanes = [...new Set(here.map((row) => laneOf(workOf(row))))]
  const since = new Date(now.getTime() - HISTORY_MS)
  const [agents, taken] = await Promise.all([
    readAgents(db, now),
    listTaken(db, { lanes, family: 'messaging', since, most: 2 * MOST_TAKEN }),
  ])
  const places = placesOf(works, directory.byId(), directory.settings().orderedBy)
  const paces = new Map(
    lanes.map((lane) => [
      lane,
      throughputOf(
        taken.filter((each) => each.lane === lane).map(({ at, waitedMs }) => ({ at: at.getTime(), waitedMs })),
        works.filter((work) => laneOf(work) === lane).map(({ enteredAt }) => enteredAt),
        now.getTime(),
      ),
    ]),
  )
  for (const row of here) {
    const work = workOf(row)
    const place = places.get(row.conversationId) ?? 1
    const tells = parts.tells(row.channelId)
    const queue = work.queueId === null ? null : directory.queue(work.queueId)
    const isThere = isAnybodyThere(work, agents, queue, now.getTime())
    const line = await sayWait(
      {
        place: tells.place ? place : null,
        range: tells.wait ? waitRange(place, paces.get(laneOf(work)) ?? null) : null,
        away: isThere || !tells.wait ? null : await parts.away(row.channelId, row.locale, now),
      },
      row.locale,
    )
    if (line !== '') note(lines, row, line)
  }
  return lines
}

function note(lines: Map<number, Record<string, string>>, row: WaitingRow, line: string): void {
  lines.set(row.contactId, { ...lines.get(row.contactId), [row.conversationId]: line })
}
