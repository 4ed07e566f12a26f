import { setTimeout as pause } from 'node:timers/promises'
import type { Customer, Stage } from './stage.ts'
import { percentile } from './statistics.ts'
import { uuid7 } from './uuid.ts'

export { setStage, type Stage } from './stage.ts'

/** What became of the messages of one run; ids in the order in which it happened. */
export type Result = {
  perSecond: number
  /** Milliseconds from sending to arrival at the desk's socket. */
  p50: number
  p99: number
  sent: string[]
  acknowledged: string[]
  delivered: string[]
  /** Why a message was not taken, by message. */
  refused: string[]
}

/** What is still under way this long after the last send is lost. */
const LOST_MS = 10_000

/** Closed loop: keeps `inFlight` messages under way until `total` are sent; the customers take turns. */
export async function load(stage: Stage, { inFlight, total }: { inFlight: number; total: number }): Promise<Result> {
  const run = follow(stage, total)
  let next = 0
  const slot = async (): Promise<void> => {
    while (next < total) await run.say(next++)
  }
  await Promise.all(Array.from({ length: inFlight }, slot))
  return run.finish()
}

/** Open loop: a message each `1000 / perSecond` ms, whatever comes back. */
export async function pace(stage: Stage, options: { perSecond: number; seconds: number }): Promise<Result> {
  const total = options.perSecond * options.seconds
  const run = follow(stage, total)
  const began = performance.now()
  for (let next = 0; next < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * options.perSecond))
    while (next < due) void run.say(next++)
    await pause(1)
  }
  return run.finish()
}

function follow({ customers, desk }: Stage, total: number) {
  const sentAt = new Map<string, number>()
  const latencies: number[] = []
  const result: Omit<Result, 'perSecond' | 'p50' | 'p99'> = { sent: [], acknowledged: [], delivered: [], refused: [] }
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>()
  const began = performance.now()
  desk.onEvent = (_, { type, data }) => {
    const at = type === 'message.sent' ? sentAt.get(data.message?.id ?? '') : undefined
    if (at === undefined || data.message === undefined) return
    latencies.push(performance.now() - at)
    result.delivered.push(data.message.id)
    look()
  }
  return { say, finish }

  function look(): void {
    if (result.delivered.length >= total && result.acknowledged.length + result.refused.length >= total) settle()
  }

  async function say(turn: number): Promise<void> {
    const id = uuid7()
    result.sent.push(id)
    sentAt.set(id, performance.now())
    try {
      await customerOf(turn).say(id, `Message ${turn}: it should have come on Friday, thank you.`)
      result.acknowledged.push(id)
    } catch (error) {
      result.refused.push(error instanceof Error ? error.message : 'unknown')
    }
    look()
  }

  function customerOf(turn: number): Customer {
    const customer = customers[turn % customers.length]
    if (customer === undefined) throw new Error('a stage without customers')
    return customer
  }

  async function finish(): Promise<Result> {
    const giveUp = new AbortController()
    await Promise.race([settled, pause(LOST_MS, undefined, { signal: giveUp.signal }).catch(() => {})])
    giveUp.abort()
    const seconds = (performance.now() - began) / 1000
    return { ...result, perSecond: total / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
  }
}
