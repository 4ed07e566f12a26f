import { clock } from '../clock.ts'
import type { Engine } from '../commands/engine.ts'
import type { Database } from '../db.ts'
import { holdAlone, type SingleHolder } from '../single-holder.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { TimerHandler } from './timer.ts'

type Due = { subject: string; kind: string; version: number }
type Parts = {
  db: Database
  engine: Engine
  log: Logger
  metrics: Metrics
  handlers: Readonly<Record<string, TimerHandler>>
}

/** The lock that makes one node the holder of the timers. */
const TIMERS_LOCK = 0x7117e5
const BATCH = 64
/** Firings under way at once, each of another subject: while one waits for the database, or for its turn, others go on. */
const AT_ONCE = 6
/** Timers that other nodes set are seen at the latest after this: nearly all are longer than it. */
const LONGEST_SLEEP_MS = 1_000

/**
 * Fires what is due: one holder among the nodes reads the due rows by index and sleeps until the next. Each firing is a
 * transaction that takes the row away if its version is still the one read, so that a timer fires once, also after a crash.
 */
export function runTimers(parts: Parts): { stop(): Promise<void> } {
  const holder: SingleHolder = holdAlone(parts.db, TIMERS_LOCK, parts.log, async (signal) => {
    let wake = () => {}
    let nextAt = Number.POSITIVE_INFINITY
    // What is set while the database is being asked for the next one may not be in its answer.
    let announced = Number.POSITIVE_INFINITY
    const forget = parts.engine.onTimer((dueAt) => {
      announced = Math.min(announced, dueAt.getTime())
      if (dueAt.getTime() < nextAt) wake()
    })
    signal.addEventListener('abort', () => {
      forget()
      wake()
    })
    while (!signal.aborted) {
      announced = Number.POSITIVE_INFINITY
      const fired = await fireDue(parts)
      if (fired === BATCH) continue
      const next = await parts.db.maybe<{ due_at: Date }>({
        name: 'timers.next',
        text: 'select due_at from timers order by due_at limit 1',
        values: [],
      })
      nextAt = Math.min(next?.due_at.getTime() ?? Number.POSITIVE_INFINITY, announced)
      const sleep = Math.min(LONGEST_SLEEP_MS, Math.max(0, nextAt - clock.now().getTime()))
      if (sleep > 0)
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, sleep)
          wake = () => {
            clearTimeout(timeout)
            resolve()
          }
        })
    }
  })
  return { stop: () => holder.stop() }
}

async function fireDue(parts: Parts): Promise<number> {
  const due = await parts.db.rows<Due>({
    name: 'timers.due',
    text: 'select subject, kind, version from timers where due_at <= $1 order by due_at limit $2',
    values: [clock.now(), BATCH],
  })
  // Those of one subject one after the other, as they became due: they lock the same things.
  const waiting = [...Map.groupBy(due, ({ subject }) => subject).values()].values()
  const work = async () => {
    for (const timers of waiting) for (const timer of timers) await fire(parts, timer)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return due.length
}

async function fire({ db, engine, log, metrics, handlers }: Parts, timer: Due): Promise<void> {
  const handler = handlers[timer.kind]
  try {
    await engine.transact(async (ctx) => {
      // The handler locks its subject first (locks in one order everywhere); then the timer is taken away.
      const taken = () =>
        ctx.tx.run({
          name: 'timers.take',
          text: 'delete from timers where subject = $1 and kind = $2 and version = $3',
          values: [timer.subject, timer.kind, timer.version],
        })
      if (handler === undefined) return void (await taken())
      await handler(ctx, timer.subject)
      if ((await taken()) === 0) throw new TimerMoved()
    })
    metrics.timersFired.inc({ kind: timer.kind })
  } catch (error) {
    if (error instanceof TimerMoved) return
    log.error({ err: error, kind: timer.kind, subject: timer.subject }, 'a timer failed; it is tried again in a minute')
    await db.run({
      name: 'timers.postpone',
      text: `update timers set due_at = $4, version = version + 1 where subject = $1 and kind = $2 and version = $3`,
      values: [timer.subject, timer.kind, timer.version, new Date(clock.now().getTime() + 60_000)],
    })
  }
}

/** Set again or cleared while it was being fired: the new word counts, this firing is undone. */
class TimerMoved extends Error {}
