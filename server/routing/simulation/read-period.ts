import type { Tx } from '../../platform/db.ts'
import type { PlannedQueue, Period } from './pure/period.ts'
import { reconstruct, type Trace } from './pure/reconstruct.ts'
import { listQueues, readSettings } from '../queries.ts'
import { listAgents } from '../queries-router.ts'
import { listHeldSince, listLevels, listTraces, listTracesBefore } from './queries-period.ts'

/** A piece of time that is read at once. */
const PIECE_MS = 86_400_000

/** What happened between two instants, out of what was recorded, set by set; settings, skills and groups are those of now. */
export async function readPeriod(
  db: Tx,
  { from, to }: { from: Date; to: Date },
  progress: (share: number) => void,
): Promise<Period> {
  const traces = new Map<number, Trace[]>()
  for (let at = from.getTime(); at < to.getTime(); at += PIECE_MS) {
    const until = new Date(Math.min(to.getTime(), at + PIECE_MS))
    for (const trace of await listTraces(db, new Date(at), until)) {
      const known = traces.get(trace.conversationId)
      if (known === undefined) traces.set(trace.conversationId, [trace])
      else known.push(trace)
    }
    progress((until.getTime() - from.getTime()) / (to.getTime() - from.getTime()))
  }
  await readBefore(db, from, traces)
  const [stored, settings, agents, shifts] = await Promise.all([
    listQueues(db),
    readSettings(db),
    listAgents(db, to),
    listLevels(db, from, to),
  ])
  const queues = new Map(stored.map((queue, order): [number, PlannedQueue] => [queue.id, { ...queue, order }]))
  const window = { from: from.getTime(), to: to.getTime(), queues }
  return {
    ...window,
    ...reconstruct(traces.values(), window),
    settings,
    shifts,
    staff: agents.map(({ userId, groupIds, brandIds, skills, limit }) => ({
      userId,
      groupIds,
      brandIds,
      skills: new Map(skills.map(({ id, isPriority }) => [id, isPriority])),
      limit,
    })),
  }
}

/** How those stood that did not begin in the period. */
async function readBefore(db: Tx, from: Date, traces: Map<number, Trace[]>): Promise<void> {
  const older = [...traces].flatMap(([id, [first]]) => (first?.type === 'queue.entered' ? [] : [id]))
  const held = (await listHeldSince(db, from)).map(({ conversationId }) => conversationId)
  for (const trace of await listTracesBefore(db, from, [...older, ...held]))
    traces.set(trace.conversationId, [trace, ...(traces.get(trace.conversationId) ?? [])])
}
