import type { Status } from '../../contract.ts'

/** What of a ticket's life its targets are counted from; instants in milliseconds. */
export type Track = {
  /** Since when it has been in each status, oldest first; the first one is its beginning. */
  statuses: [at: number, status: Status][]
  /** When it was first answered, or done without an answer. */
  answeredAt: number | null
  /** The oldest message of the customer that waits for an answer, once it was answered before. */
  waitFrom: number | null
}

/** How a ticket stands after an update. */
export type Standing = {
  status: Status
  statusSince: number
  /** When each side last said something the other could read. */
  customerAt: number | null
  agentAt: number | null
  /** Of what was said at the same instant, the customer's came last. */
  customerWasLast: boolean
}

const MOST_STATUSES = 200
export const isOver = (status: Status): boolean => status === 'solved' || status === 'closed'

/** A ticket that was there before any policy: what happened to it before is not known, but for how it stands [SL7]. */
export function begin(createdAt: number, standing: Standing): Track {
  const track: Track = { statuses: [[createdAt, 'new']], answeredAt: null, waitFrom: null }
  return advance(track, standing)
}

/** The track after an update. */
export function advance(track: Track, { status, statusSince, customerAt, agentAt, customerWasLast }: Standing): Track {
  const last = track.statuses.at(-1)
  const statuses =
    last?.[1] === status
      ? track.statuses
      : shortened([...track.statuses, [Math.max(statusSince, last?.[0] ?? 0), status]])
  const answeredAt = track.answeredAt ?? agentAt ?? (isOver(status) ? statusSince : null)
  const doneAt = statuses.findLast(([, each]) => isOver(each))?.[0] ?? null
  const waits =
    answeredAt !== null &&
    !isOver(status) &&
    customerAt !== null &&
    (doneAt === null || customerAt > doneAt) &&
    (agentAt === null || customerAt > agentAt || (customerAt === agentAt && customerWasLast))
  const goesOn = track.waitFrom !== null && (agentAt === null || agentAt < track.waitFrom)
  const waitFrom = !waits ? null : goesOn ? track.waitFrom : customerAt
  if (statuses === track.statuses && answeredAt === track.answeredAt && waitFrom === track.waitFrom) return track
  return { statuses, answeredAt, waitFrom }
}

/** Of a ticket that goes to and fro without end, the oldest pauses count as work. */
const shortened = (statuses: Track['statuses']): Track['statuses'] =>
  statuses.length > MOST_STATUSES ? statuses.toSpliced(1, 2) : statuses
