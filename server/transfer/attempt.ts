import type { Acting } from './kinds/kind.ts'
import { beginTrial, keep, takeBack } from './queries.ts'

/** Does it; `isKept` says whether it stays. What does not stay, and what failed, leaves nothing behind and is told to nobody. */
export async function attempt<T>(ctx: Acting, work: (within: Acting) => Promise<T>, isKept: boolean): Promise<T> {
  const within: Acting = {
    ...ctx,
    events: [],
    timers: [],
    jobs: [],
    writing: [],
    after: [],
    scratch: new Map(ctx.scratch),
  }
  await beginTrial(ctx.tx)
  try {
    const output = await work(within)
    await Promise.all(within.writing)
    await (isKept ? keep(ctx.tx) : takeBack(ctx.tx))
    if (isKept) takeOver(ctx, within)
    return output
  } catch (error) {
    await Promise.allSettled(within.writing)
    await takeBack(ctx.tx)
    throw error
  }
}

function takeOver(ctx: Acting, from: Acting): void {
  ctx.events.push(...from.events)
  ctx.timers.push(...from.timers)
  ctx.jobs.push(...from.jobs)
  ctx.after.push(...from.after)
  for (const [key, value] of from.scratch) ctx.scratch.set(key, value)
}
