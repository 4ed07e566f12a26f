import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { type Connection, sendFrame } from '../../platform/live/connection.ts'
import type { Logger } from '../../platform/log.ts'
import { allow } from '../../platform/pure/refusal.ts'
import type { LaneView, Supervision, WorkView } from '../contract.ts'
import type { RoutingDirectory } from '../directory.ts'
import type { AgentBoard } from '../live/agent-board.ts'
import { listWork } from '../live/queries.ts'
import { maySupervise } from '../policy.ts'
import { listRouted } from '../queries-router.ts'
import { workOf } from '../router/read.ts'
import { HISTORY_MS, MOST_TAKEN, throughputOf, waitRange } from '../waits/expected-wait.ts'
import { listTaken } from '../waits/queries.ts'
import { laneOf } from '../pure/lanes.ts'
import { lanesOf } from './lanes.ts'
import { listAnswered, listMembersOf } from './queries.ts'

/** The name by which a desk watches it. */
export const SUPERVISION = 'supervision'
/** Queues are looked at so often, for all who watch on this node. */
const EACH_MS = 1_000
const HOUR_MS = 3_600_000

type Sight = { agents: ReadonlySet<number> | null; groups: ReadonlySet<number> | null; told: Map<number, string> }
export type Supervisors = {
  watch(connection: Connection, id: string): Promise<Supervision>
  unwatch(connection: Connection, id: string): void
  stop(): void
}
type Parts = { db: Database; directory: RoutingDirectory; board: AgentBoard; log: Logger }

/**
 * What supervisors see of agents and queues as it changes: a snapshot, then differences. Read once a moment for all who look,
 * and by nobody while nobody does [RO12].
 */
export function createSupervisors({ db, directory, board, log }: Parts): Supervisors {
  const watchers = new Map<Connection, Map<string, Sight>>()
  let stopBoard = () => {}
  let round: NodeJS.Timeout | undefined
  let isReading = false

  return {
    async watch(connection, id) {
      const { actor } = connection
      allow(maySupervise(actor))
      if (actor.kind !== 'user') return { agents: [], lanes: [] }
      const isAll = actor.scope.tickets === 'all'
      const members = isAll ? null : new Set([actor.userId, ...(await listMembersOf(db, actor.groups))])
      const sight: Sight = { agents: members, groups: isAll ? null : new Set(actor.groups), told: new Map() }
      const now = clock.now()
      const [agents, lanes] = await Promise.all([listWork(db, now, null), read()])
      const seen = lanes.filter((lane) => isSeen(sight, lane))
      for (const lane of seen) sight.told.set(keyOf(lane), JSON.stringify(lane))
      const known = watchers.get(connection)
      if (known === undefined) {
        watchers.set(connection, new Map([[id, sight]]))
        connection.ending.push(() => forget(connection))
      } else known.set(id, sight)
      begin()
      return { agents: agents.filter((each) => isAgentSeen(sight, each)), lanes: seen }
    },
    unwatch(connection, id) {
      const known = watchers.get(connection)
      known?.delete(id)
      if (known?.size === 0) forget(connection)
    },
    stop: end,
  }

  function begin(): void {
    if (round !== undefined) return
    round = setInterval(() => void turn(), EACH_MS)
    stopBoard = board.watch((changed) => {
      for (const [connection, sights] of watchers)
        for (const [id, sight] of sights) {
          const agents = changed.filter((each) => isAgentSeen(sight, each))
          if (agents.length > 0) sendFrame(connection, { t: 'board', id, agents, lanes: [] })
        }
    })
  }

  function forget(connection: Connection): void {
    watchers.delete(connection)
    if (watchers.size === 0) end()
  }

  function end(): void {
    clearInterval(round)
    round = undefined
    stopBoard()
  }

  async function turn(): Promise<void> {
    if (isReading) return
    isReading = true
    try {
      const all = await read()
      for (const [connection, sights] of watchers)
        for (const [id, sight] of sights) {
          const lanes = all.filter(
            (lane) => isSeen(sight, lane) && sight.told.get(keyOf(lane)) !== JSON.stringify(lane),
          )
          const here = new Set(all.map(keyOf))
          // What is empty and asked for by nobody any more is told once, as empty.
          const gone = [...sight.told.keys()].filter((key) => !here.has(key))
          for (const key of gone) sight.told.delete(key)
          for (const lane of lanes) sight.told.set(keyOf(lane), JSON.stringify(lane))
          if (lanes.length > 0 || gone.length > 0)
            sendFrame(connection, { t: 'board', id, agents: [], lanes, ...(gone.length > 0 && { gone }) })
        }
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : '' }, 'queues could not be read for supervisors')
    } finally {
      isReading = false
    }
  }

  async function read(): Promise<LaneView[]> {
    const now = clock.now().getTime()
    const [rows, answered] = await Promise.all([listRouted(db, null), listAnswered(db, new Date(now - HOUR_MS))])
    const works = rows.map((row) => ({ ...workOf(row), isOffered: row.routing.state === 'offered' }))
    const lanes = [...new Set([...directory.queues().map(({ id }) => id), ...works.map(laneOf)])]
    const past = Map.groupBy(
      // As customers are told it: by the newest that were taken, however long ago.
      await listTaken(db, { lanes, family: 'messaging', since: new Date(now - HISTORY_MS), most: 2 * MOST_TAKEN }),
      ({ lane }) => lane,
    )
    const expected = (lane: number) => {
      const waiting = works.filter((work) => laneOf(work) === lane)
      const pace = throughputOf(
        (past.get(lane) ?? []).map(({ at, waitedMs }) => ({ at: at.getTime(), waitedMs })),
        waiting.map(({ enteredAt }) => enteredAt),
        now,
      )
      const range = waitRange(waiting.length + 1, pace)
      // By whole minutes, rounded outwards: seconds that tick are no news.
      return range === null ? null : { lowMs: minute(range.lowMs, Math.floor), highMs: minute(range.highMs, Math.ceil) }
    }
    return lanesOf(works, answered, directory.queues(), expected, now)
  }

  function isSeen({ groups }: Sight, { queueId, groupId }: LaneView): boolean {
    if (groups === null) return true
    if (groupId !== null) return groups.has(groupId)
    const queue = queueId === null ? null : directory.queue(queueId)
    return queue?.shares.some((share) => share.groupIds.some((id) => groups.has(id))) === true
  }
}

const minute = (ms: number, round: (n: number) => number): number => round(ms / 60_000) * 60_000
const keyOf = ({ queueId, groupId }: LaneView): number => queueId ?? -(groupId ?? 0)
const isAgentSeen = ({ agents }: Sight, { userId }: WorkView): boolean => agents === null || agents.has(userId)
