import { Refusal } from '../../platform/pure/refusal.ts'

/** A queue that runs one piece of work after the other, and refuses what would have to wait too long. */
export function oneAtATime(mostWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (work) => {
    if (waiting >= mostWaiting) return Promise.reject(new Refusal('unavailable'))
    waiting += 1
    const done = last.then(work).finally(() => {
      waiting -= 1
    })
    last = done.catch(() => {})
    return done
  }
}
