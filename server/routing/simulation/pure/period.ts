import type { Level, RoutingSettings } from '../../contract.ts'
import type { Agent } from '../../pure/agent.ts'
import type { Queue, Work } from '../../pure/work.ts'
import type { Family } from '../../../tickets/contract.ts'

// What happened in a period, as far as it decides who waited how long. Instants and lengths in milliseconds.

export type Answer = { outcome: 'accepted' | 'declined' | 'timed_out'; afterMs: number }

/** Work that came into a queue once, and what became of it. */
export type Case = {
  work: Pick<
    Work,
    | 'conversationId'
    | 'family'
    | 'brandId'
    | 'groupId'
    | 'queueId'
    | 'share'
    | 'priority'
    | 'firstAt'
    | 'enteredAt'
    | 'skills'
    | 'slaDueAt'
    | 'prefer'
    | 'preferUntil'
  >
  /** Until an agent had it; null: none had. */
  takenAfterMs: number | null
  /** An agent took it by himself: the replay lets him. */
  byHand: boolean
  /** Until it was nobody's business any more: the customer left, it was solved otherwise. Null: taken, or waiting still. */
  leftAfterMs: number | null
  /** To offers, one after another; without any it was given. */
  answers: readonly Answer[]
  /** Since it was taken, when it took room from its agent. `toMs` null: to the end. */
  spells: readonly Spell[]
  /** Put into other queues while it waited, not because its time was over. */
  moves: readonly { afterMs: number; queueId: number | null }[]
}
export type Spell = { fromMs: number; toMs: number | null }

/** What took room from an agent without having come by a queue in this period. */
export type OwnWork = { userId: number; family: Family; from: number; to: number | null }
/** From here on an agent's status lets this in. */
export type Shift = { userId: number; at: number; level: Readonly<Record<Family, Level>> }
export type Staff = Pick<Agent, 'userId' | 'groupIds' | 'brandIds' | 'skills' | 'limit'>
export type PlannedQueue = Queue & {
  overflowSeconds: number | null
  overflowQueueId: number | null
  targetSeconds: number
  targetPercent: number
}
export type PlayedSettings = Pick<
  RoutingSettings,
  'method' | 'focus' | 'orderedBy' | 'autoAccept' | 'skillSeconds' | 'refusedSeconds' | 'wrapUpSeconds'
>

export type Period = {
  from: number
  to: number
  staff: readonly Staff[]
  shifts: readonly Shift[]
  cases: readonly Case[]
  own: readonly OwnWork[]
  queues: ReadonlyMap<number, PlannedQueue>
  settings: PlayedSettings
}

export type Result = {
  played: Case
  /** The queue it was in at last. */
  queueId: number | null
  outcome: 'taken' | 'left' | 'waiting'
  waitedMs: number
}
/** Room in use and room there was, in milliseconds, by the hour of the period. */
export type Occupancy = Record<Family, { used: number[]; room: number[] }>
export type Played = { results: Result[]; occupancy: Occupancy }

/** What really became of it. */
export const happened = ({ from, to, cases }: Pick<Period, 'from' | 'to' | 'cases'>): Result[] =>
  cases.map((played) => {
    const { takenAfterMs, leftAfterMs, work } = played
    const queueId = played.moves.at(-1)?.queueId ?? work.queueId
    if (takenAfterMs !== null) return { played, queueId, outcome: 'taken', waitedMs: takenAfterMs }
    if (leftAfterMs !== null) return { played, queueId, outcome: 'left', waitedMs: leftAfterMs }
    return { played, queueId, outcome: 'waiting', waitedMs: to - Math.max(from, work.enteredAt) }
  })
