import { isTransient, Refused } from '../../kit/connection.ts'

const LONGEST = 15_000

/** Repeats what failed for a passing reason, with the same ids, until it is done or refused for good. */
export async function retry<T>(work: () => Promise<T>, { times = Number.POSITIVE_INFINITY } = {}): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refused) || !isTransient(error.code) || tried >= times) throw error
      await pause(Math.min(LONGEST, 500 * 2 ** tried) * (0.5 + Math.random() / 2))
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
