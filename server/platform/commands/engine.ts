import { compileLater } from '../compile-later.ts'
import type { Bus } from '../bus.ts'
import { clock } from '../clock.ts'
import { type Database, isContention, isDatabaseLost, type Tx } from '../db.ts'
import { appendEvents } from '../events/append.ts'
import type { AnyEventType, NewEvent, StoredEvent } from '../events/event-type.ts'
import { uuid7 } from '../ids.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Actor } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { isStorable, UNSTORABLE } from '../pure/storable.ts'
import { saveTimers } from '../timers/save-timers.ts'
import { Again, MOST_AGAIN } from './again.ts'
import { type Command, Later, type Placed, type SingleCommand } from './command.ts'
import { type AtHand, type Context, newContext, type Reach, writeLater } from './context.ts'
import { saveJobs } from './save-jobs.ts'
import type { Reaction, Settler, Stage, Warmer } from './reaction.ts'
import { type Lane, openLane } from './shared-lane.ts'

export type EngineParts = {
  db: Database
  bus: Bus
  log: Logger
  metrics: Metrics
  commands: readonly Command[]
  eventTypes: readonly AnyEventType[]
  /** In the order they run: apply, rules, SLA, timers, routing. */
  reactions: readonly Reaction[]
  /** When no reaction has anything left to do, in order: rules, service levels. Reactions follow what they record. */
  stages: readonly Stage[]
  /** After all reactions, in order: tickets, counts. */
  settlers: readonly Settler[]
  warmers: Readonly<Record<string, Warmer>>
  reach: Reach
  atHand?: AtHand
}

export type Engine = {
  /** Runs a command by name with unchecked input; throws Refusal for every "no". */
  execute(actor: Actor, name: string, input: unknown, key?: string): Promise<unknown>
  /** Runs anything inside one transaction with reactions, events, timers and jobs (timers firing, housekeeping). */
  transact<T>(work: (ctx: Context) => Promise<T>): Promise<T>
  /** A single command by its definition, done as of `at`: imports and the demo keep the times things happened. */
  executeAt(at: Date, actor: Actor, name: string, input: unknown): Promise<unknown>
  transactAt<T>(at: Date, work: (ctx: Context) => Promise<T>): Promise<T>
  /** The earliest timer this node has just set: the timer runner is woken by it. */
  onTimer(listener: (dueAt: Date) => void): () => void
  /** When all that is being committed at this moment has been told on the bus (or has failed). */
  told(): Promise<unknown>
  commands: ReadonlyMap<string, Command>
}

type Committing<T> = [cause: string, work: (ctx: Context) => Promise<T>, at?: Date | undefined]
type Committed<T> = { result: T; placed: Placed }

const RETRIES = 4
const MAX_ROUNDS = 40

export function createEngine(parts: EngineParts): Engine {
  const commands = new Map(parts.commands.map((command) => [command.name, command]))
  const checks = new Map(parts.commands.map((command) => [command.name, compileLater(command.input)]))
  const versions = new Map(parts.eventTypes.map((type) => [type.type, type.v]))
  const atHand: AtHand = parts.atHand ?? new Map()
  const timerListeners = new Set<(dueAt: Date) => void>()
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<unknown>>()
  for (const command of parts.commands)
    if (command.kind === 'shared') lanes.set(command.name, openLane(command, { ...parts, commit }))

  return {
    commands,
    told: () => Promise.allSettled(underWay),
    onTimer(listener) {
      timerListeners.add(listener)
      return () => timerListeners.delete(listener)
    },
    transact: (work) => retrying(() => commit(uuid7(), work).then(({ result }) => result)),
    transactAt: (at, work) => retrying(() => commit(uuid7(at), work, at).then(({ result }) => result)),
    executeAt(at, actor, name, input) {
      const command = commands.get(name)
      if (command?.kind !== 'single' || !command.may(actor)) throw new Refusal('not_allowed')
      return runSingle(command, actor, input, undefined, at)
    },
    async execute(actor, name, input, key) {
      const command = commands.get(name)
      if (command === undefined) throw new Refusal('unknown_command', { name })
      if (!command.may(actor)) throw new Refusal(actor.kind === 'nobody' ? 'not_signed_in' : 'not_allowed')
      const check = checks.get(name)
      if (check === undefined || !check.Check(input)) throw new Refusal('invalid_input', explain(check?.Errors(input)))
      if (!isStorable(input)) throw new Refusal('invalid_input', UNSTORABLE)
      const stop = parts.metrics.commandSeconds.startTimer({ command: name })
      try {
        const lane = lanes.get(name)
        return lane === undefined
          ? await runSingle(command as SingleCommand, actor, input, key)
          : await lane.run({ actor, input })
      } catch (error) {
        if (isDatabaseLost(error)) throw new Refusal('unavailable')
        throw error
      } finally {
        stop()
      }
    },
  }

  function runSingle(
    command: SingleCommand,
    actor: Actor,
    input: unknown,
    key: string | undefined,
    at?: Date,
  ): Promise<unknown> {
    return retrying(async () => {
      const { result, placed } = await commit(
        uuid7(),
        async (ctx) => {
          const earlier = key === undefined ? null : await recall(ctx.tx, key, command.name, actor)
          if (earlier !== null) return earlier.result
          const output = await command.run({ ...ctx, actor }, input as never)
          // Where the answer needs positions, the message's own id finds the first result again.
          if (key !== undefined && !(output instanceof Later))
            await remember(ctx.tx, key, command.name, actor, command.secretAnswer === true ? null : output)
          return output
        },
        at,
      )
      return result instanceof Later ? result.make(placed) : result
    })
  }

  async function commit<T>(...about: Committing<T>): Promise<Committed<T>> {
    const committing = commitAndTell(...about)
    underWay.add(committing)
    try {
      return await committing
    } finally {
      underWay.delete(committing)
    }
  }

  /** One transaction: the work, its reactions until still, then everything gathered is written; told after the commit. */
  async function commitAndTell<T>(...[cause, work, at = clock.now()]: Committing<T>): Promise<Committed<T>> {
    let stored: StoredEvent[] = []
    let dueAt: Date | null = null
    let after: (() => void)[] = []
    const result = await parts.db.transaction(async (tx, writing) => {
      const ctx = newContext(tx, { now: at, cause, reach: parts.reach, writing, atHand })
      const output = await work(ctx)
      await reactUntilStill(ctx)
      for (const settle of parts.settlers) writeLater(ctx, settle(ctx))
      writeLater(
        ctx,
        appendEvents(tx, ctx.events, ctx.now, (type) => versions.get(type) ?? 1).then((events) => {
          stored = events
        }),
      )
      writeLater(
        ctx,
        saveTimers(tx, ctx.timers).then((earliest) => {
          dueAt = earliest
        }),
      )
      writeLater(ctx, saveJobs(tx, ctx.jobs))
      after = ctx.after
      return output
    })
    for (const event of stored) parts.bus.publish(event.stream, event)
    for (const tell of after) tell()
    if (dueAt !== null) for (const listener of timerListeners) listener(dueAt)
    return { result, placed: placer(stored) }
  }

  /** Reactions, then each stage; what a stage records is reacted to, and earlier stages are asked again. */
  async function reactUntilStill(ctx: Context): Promise<void> {
    const progress = { from: 0, rounds: 0 }
    await react(ctx, progress)
    for (let next = 0; next < parts.stages.length; ) {
      const worked = (await parts.stages[next]?.run(ctx)) ?? false
      await react(ctx, progress)
      next = worked ? 0 : next + 1
    }
  }

  async function react(ctx: Context, progress: { from: number; rounds: number }): Promise<void> {
    while (progress.from < ctx.events.length) {
      const fresh = ctx.events.slice(progress.from)
      if ((progress.rounds += 1) > MAX_ROUNDS)
        throw new Error(`reactions do not come to rest: ${fresh.map((event) => event.type)}`)
      progress.from = ctx.events.length
      const byType = Map.groupBy(fresh, (event: NewEvent) => event.type)
      for (const reaction of parts.reactions) {
        const events = byType.get(reaction.on)
        if (events !== undefined) await reaction.react(ctx, events)
      }
    }
  }
}

/** Repeats what PostgreSQL gave up without having done anything, and what is to be done anew without a part. */
async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = RETRIES, again = MOST_AGAIN; ; )
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof Again && again > 0) again -= 1
      else if (isContention(error) && left > 0) left -= 1
      else throw error
    }
}

function placer(events: readonly StoredEvent[]): Placed {
  const messages = new Map(
    events.flatMap((event) => (event.type === 'message.sent' ? [[`${event.stream}/${event.messageId}`, event]] : [])),
  )
  return (stream, messageId) => messages.get(`${stream}/${messageId}`)
}

type Complaint = { instancePath: string; message: string }
function explain(errors: Iterable<Complaint> | undefined): Record<string, unknown> {
  const complaints = [...(errors ?? [])].slice(0, 5)
  return {
    fields: complaints.map(({ instancePath, message }) => ({
      field: instancePath.slice(1).replaceAll('/', '.'),
      message,
    })),
  }
}

/** A write that carries an idempotency key gives its first result again for a day (design: retries change nothing). */
async function recall(tx: Tx, key: string, name: string, actor: Actor): Promise<{ result: unknown } | null> {
  await tx.run({ name: 'key.lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 7))', values: [key] })
  const row = await tx.maybe<{ command: string; actor: string; result: unknown }>({
    name: 'key.find',
    text: 'select command, actor, result from idempotency_keys where key = $1',
    values: [key],
  })
  if (row === null) return null
  if (row.command !== name || row.actor !== actorKey(actor))
    throw new Refusal('not_allowed', { reason: 'idempotency key of another request' })
  return { result: row.result }
}

async function remember(tx: Tx, key: string, name: string, actor: Actor, result: unknown): Promise<void> {
  await tx.run({
    name: 'key.insert',
    text: 'insert into idempotency_keys (key, command, actor, result) values ($1, $2, $3, $4)',
    values: [key, name, actorKey(actor), JSON.stringify(result ?? null)],
  })
}

const actorKey = (actor: Actor): string =>
  actor.kind === 'user' ? `user:${actor.userId}` : actor.kind === 'visitor' ? `visitor:${actor.visitorId}` : actor.kind
