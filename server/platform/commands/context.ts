import type { Tx } from '../db.ts'
import type { EventType, NewEvent } from '../events/event-type.ts'
import { type Actor, storedActor } from '../pure/actor.ts'
import type { NewTimer } from '../timers/timer.ts'

/** A job owed to the outside, put into the queue by the same commit. */
export type Job = { task: string; payload: Record<string, unknown>; key?: string; runAt?: Date }

/** What a command, a reaction and a timer work with: one transaction, one instant, and what it will leave behind. */
export type Context = {
  tx: Tx
  now: Date
  /** Id of the command, for logs and as the cause of its events. */
  cause: string
  events: NewEvent[]
  timers: NewTimer[]
  jobs: Job[]
  /** Things a slice keeps for the length of the transaction (loaded tickets …), under its own key. */
  scratch: Map<symbol, unknown>
  /** Which of these conversations the actor's scope reaches (the tickets slice answers). */
  reach: Reach
  /** Statements whose outcome nothing waits for: they are sent on with the commit. */
  writing: Promise<unknown>[]
  /** Said on the bus after the commit, beside the events. */
  after: (() => void)[]
}

export type Reach = (tx: Tx, actor: Actor, conversationIds: number[]) => Promise<ReadonlySet<number>>

/** What slices keep in memory for this node and every transaction finds in its `scratch`: directories. */
export type AtHand = ReadonlyMap<symbol, unknown>

type Opening = { now: Date; cause: string; reach: Reach; writing: Promise<unknown>[]; atHand: AtHand }

export const newContext = (tx: Tx, { now, cause, reach, writing, atHand }: Opening): Context => ({
  tx,
  writing,
  reach,
  now,
  cause,
  events: [],
  timers: [],
  jobs: [],
  scratch: new Map(atHand),
  after: [],
})

export type RecordInput<Data, Extra> = {
  stream: string
  by: Actor
  data: Data
  extra?: Extra
  messageId?: string
  contactId?: number
}

/** Notes a fact; it is written with the change, in the same transaction, and told after the commit. */
export function record<Data extends Record<string, unknown>, Extra>(
  ctx: Context,
  type: EventType<Data, Extra>,
  input: RecordInput<Data, Extra>,
): void {
  ctx.events.push({
    ...input,
    by: storedActor(input.by),
    type: type.type,
    isPublic: type.isPublic(input.data),
    cause: ctx.cause,
  })
}

/** Sends a write on without waiting for it; if it fails, the commit fails. */
export function writeLater(ctx: Context, write: Promise<unknown>): void {
  write.catch(() => {})
  ctx.writing.push(write)
}

/** What a slice keeps for one transaction. */
export function scratch<T>(ctx: Context, key: symbol, make: () => T): T {
  if (!ctx.scratch.has(key)) ctx.scratch.set(key, make())
  return ctx.scratch.get(key) as T
}
