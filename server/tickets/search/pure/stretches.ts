/** Widths of the stretches of time a row is in, as powers of two of seconds; the SQL function `search_times` has the same. */
const WIDTHS = [12, 16, 20, 24] as const
const STEP = 4
const LAST = WIDTHS.length - 1

/**
 * Stretches of time from `newest` back to `oldest`, without gap or overlap, each as the word rows of it carry: short ones
 * first, then ever longer ones. Looking through them in this order finds the newest matches of frequent words in the first
 * stretches, and the few of rare words in some thirty steps, whatever the number of rows.
 */
export function stretches(newest: Date, oldest: Date): string[] {
  const from = Math.floor(oldest.getTime() / 1_000)
  const found: string[] = []
  let level = 0
  let number = stretchOf(newest, 0)
  while ((number + 1) * 2 ** widthOf(level) > from) {
    found.push(`'#${level + 1}.${number}'`)
    number -= 1
    // The rest of a longer stretch is done: go on with longer ones.
    while (level < LAST && (number + 1) % 2 ** STEP === 0) {
      level += 1
      number = (number + 1) / 2 ** STEP - 1
    }
  }
  return found
}

const widthOf = (level: number): number => WIDTHS[level] ?? 24
const stretchOf = (at: Date, level: number): number => Math.floor(at.getTime() / 1_000 / 2 ** widthOf(level))
