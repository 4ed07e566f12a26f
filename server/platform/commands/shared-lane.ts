import { isContention, isDatabaseLost } from '../db.ts'
import { uuid7 } from '../ids.ts'
import type { Metrics } from '../metrics.ts'
import { Refusal } from '../pure/refusal.ts'
import { Again, MOST_AGAIN } from './again.ts'
import type { Placed, Request, SharedCommand } from './command.ts'
import { type Context, writeLater } from './context.ts'
import type { Warmer } from './reaction.ts'

type Waiting = { request: Request<unknown>; resolve(value: unknown): void; reject(error: unknown): void }
type Commit = <T>(cause: string, work: (ctx: Context) => Promise<T>) => Promise<{ result: T; placed: Placed }>
type Outcome = { ok: true; decision: unknown } | { ok: false; refusal: Refusal }

export type Lane = { run(request: Request<unknown>): Promise<unknown> }

/** One transaction holds at most this many requests, so that none lasts long. */
const MOST = 256
/** Transactions of one lane under way at once: while one waits for the disk, the next one loads. */
const AT_ONCE = 2
const TRIES = 3
/** From so many requests in the last transaction on, the next one is waited for, this long at most. */
const A_CROWD = 4
const WAIT_MS = 1

/**
 * The queue of a hot command: whoever waits when a transaction becomes free goes together into the next one. Alone, a
 * request goes at once, so nothing is added when idle.
 */
export function openLane(
  command: SharedCommand,
  parts: { commit: Commit; metrics: Metrics; warmers: Readonly<Record<string, Warmer>> },
): Lane {
  const shared = command as unknown as SharedCommand<never, unknown, unknown, unknown>
  const waiting: Waiting[] = []
  const inFlight = new Set<string>()
  let running = 0
  let scheduled = false
  let late: NodeJS.Timeout | undefined
  /** How many took part in the last transaction. */
  let expected = 0

  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        schedule()
      }),
  }

  /**
   * Starts at the end of this turn, so that all frames read from the sockets together go together. In a crowd it waits a
   * little longer: the senders of the last transaction have just been answered, and what they say next is on its way.
   */
  function schedule(): void {
    if (running === AT_ONCE) return
    if (expected <= A_CROWD || waiting.length >= expected) return startSoon()
    late ??= setTimeout(startSoon, WAIT_MS)
  }

  function startSoon(): void {
    clearTimeout(late)
    late = undefined
    if (scheduled) return
    scheduled = true
    setImmediate(start)
  }

  function start(): void {
    scheduled = false
    if (running === AT_ONCE) return
    const { batch, keys } = next()
    if (batch.length === 0) return
    running += 1
    expected = batch.length
    for (const key of keys) inFlight.add(key)
    void runBatch(batch).finally(() => {
      running -= 1
      for (const key of keys) inFlight.delete(key)
      if (waiting.length > 0) schedule()
    })
    if (waiting.length > 0) schedule()
  }

  /** The oldest requests whose subject is in no other transaction under way: what one sender says stays in order. */
  function next(): { batch: Waiting[]; keys: Set<string> } {
    const batch: Waiting[] = []
    const keys = new Set<string>()
    const left: Waiting[] = []
    for (const each of waiting) {
      const key = shared.key(each.request.input as never)
      if (batch.length === MOST || inFlight.has(key)) left.push(each)
      else {
        keys.add(key)
        batch.push(each)
      }
    }
    waiting.splice(0, waiting.length, ...left)
    return { batch, keys }
  }

  async function runBatch(batch: Waiting[], tries = TRIES, again = MOST_AGAIN): Promise<void> {
    parts.metrics.sharedCommitSize.observe({ command: command.name }, batch.length)
    try {
      const { result: outcomes, placed } = await parts.commit(uuid7(), (ctx) => decideAll(ctx, batch))
      batch.forEach((each, index) => {
        const outcome = outcomes[index]
        if (outcome?.ok) each.resolve(shared.answer(outcome.decision, placed))
        else each.reject(outcome?.refusal)
      })
    } catch (error) {
      // Nothing of a failed batch was kept, or its ids are found when it runs again.
      if (error instanceof Again && again > 0) return runBatch(batch, tries, again - 1)
      if (isContention(error) && tries > 0) return runBatch(batch, tries - 1, again)
      if (isDatabaseLost(error)) return batch.forEach((each) => each.reject(new Refusal('unavailable')))
      if (batch.length === 1) return batch[0]?.reject(error)
      // One bad command in a shared commit costs only itself.
      for (const each of batch) await runBatch([each])
    }
  }

  async function decideAll(ctx: Context, batch: Waiting[]): Promise<Outcome[]> {
    const requests = batch.map((each) => each.request as Request<never>)
    // `load` sends its lock first; what reactions read comes behind it on the same connection.
    const loading = shared.load(ctx, requests)
    const [loaded] = await Promise.all([
      loading,
      parts.warmers[command.name]?.(
        ctx,
        requests.map((request) => request.input),
      ),
    ])
    const outcomes = requests.map((request): Outcome => {
      try {
        return { ok: true, decision: shared.decide(ctx, loaded, request) }
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, refusal: error }
        throw error
      }
    })
    const decisions = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.decision] : []))
    if (decisions.length > 0) writeLater(ctx, shared.save(ctx, loaded, decisions))
    return outcomes
  }
}
