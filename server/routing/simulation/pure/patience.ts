import type { Case } from './period.ts'

/** After how long a customer leaves, given that he has waited so long already; null: he never does. */
export type Patience = (one: Case) => number | null

/**
 * Whoever left has shown how patient he was; whoever was taken only that he was at least so patient. How the patience of
 * all is spread follows from both (Kaplan & Meier 1958); whoever was taken is given one longer than what he showed, the same
 * in each run, since it is drawn by his conversation's number.
 */
export function patienceOf(cases: readonly Case[]): Patience {
  const steps = survival(cases)
  return ({ work, takenAfterMs, leftAfterMs }) => {
    if (leftAfterMs !== null) return leftAfterMs
    // To the end of the period he did not.
    if (takenAfterMs === null) return null
    const wanted = surviving(steps, takenAfterMs) * (1 - drawn(work.conversationId))
    return steps.find(({ afterMs, share }) => afterMs > takenAfterMs && share <= wanted)?.afterMs ?? null
  }
}

const LEAST_KNOWN = 5
type Step = { afterMs: number; share: number }

function survival(cases: readonly Case[]): Step[] {
  const seen = cases
    .filter(({ takenAfterMs, leftAfterMs }) => takenAfterMs !== null || leftAfterMs !== null)
    .map(({ takenAfterMs, leftAfterMs }) => ({ afterMs: leftAfterMs ?? takenAfterMs ?? 0, left: leftAfterMs !== null }))
    .sort((a, b) => a.afterMs - b.afterMs)
  const steps: Step[] = []
  let share = 1
  for (const [index, { afterMs, left }] of seen.entries()) {
    // Of the last few the one who left would speak for all.
    if (!left || seen.length - index < LEAST_KNOWN) continue
    share *= 1 - 1 / (seen.length - index)
    steps.push({ afterMs, share })
  }
  return thinned(steps)
}

/** A few hundred steps say it as well as thousands. */
const MOST_STEPS = 300
const thinned = (steps: readonly Step[]): Step[] => {
  const each = Math.ceil(steps.length / MOST_STEPS)
  return steps.filter((_, index) => index % Math.max(1, each) === 0 || index === steps.length - 1)
}

const surviving = (steps: readonly Step[], at: number): number =>
  steps.findLast(({ afterMs }) => afterMs <= at)?.share ?? 1

/** Between 0 and 1, by a number: neighbours are spread (Knuth's multiplicative hash). */
export const drawn = (number: number): number => ((Math.abs(number) * 2_654_435_761) % 4_294_967_296) / 4_294_967_296
