import type { Engine } from '../../platform/commands/engine.ts'
import type { Logger } from '../../platform/log.ts'
import { loadWork } from '../../tickets/index.ts'
import type { RuleDirectory } from '../directory.ts'
import type { Clocks } from './clocks.ts'
import { planCheck } from './plan-checks.ts'
import { countOpenConversations, lockOpenConversations } from './queries.ts'

const PIECE = 200

export type Replanning = {
  /** After a change of automations or schedules: every open ticket gets its next instant anew, in short transactions. */
  start(): void
  /** Null when nothing is under way. */
  progress(): { done: number; of: number } | null
  stop(): Promise<void>
}

type Parts = {
  engine: Pick<Engine, 'transact'>
  directory: Pick<RuleDirectory, 'automations'>
  clocks: Clocks
  log: Logger
}

/** One pass at a time; a change during a pass begins another one behind it. */
export function createReplanning({ engine, directory, clocks, log }: Parts): Replanning {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let state: { done: number; of: number } | null = null
  const pass = async () => {
    state = { done: 0, of: await engine.transact((ctx) => countOpenConversations(ctx.tx)) }
    for (let last = 0; !stopped && !again; ) {
      const ids = await engine.transact(async (ctx) => {
        const locked = await lockOpenConversations(ctx.tx, last, PIECE)
        await loadWork(ctx, locked)
        for (const id of locked) planCheck(ctx, id, directory, clocks)
        return locked
      })
      state = { ...state, done: state.done + ids.length }
      last = ids.at(-1) ?? 0
      if (ids.length < PIECE) break
    }
  }
  const run = async () => {
    do {
      again = false
      await pass()
    } while (again && !stopped)
  }
  return {
    start() {
      again = running !== null
      running ??= run()
        .catch((error) => log.error({ err: error }, 'the instants of automations could not be set anew'))
        .finally(() => {
          running = null
          state = null
        })
    },
    progress: () => state,
    async stop() {
      stopped = true
      await running
    },
  }
}
