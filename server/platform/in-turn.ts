/**
 * One reading at a time. Whoever asks while one is under way waits for the next, which sees all that was there when he
 * asked; those who wait share it. So an older answer never overwrites a newer one.
 */
export function inTurn(read: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= current
      .catch(() => {})
      .then(() => {
        next = null
        current = read()
        return current
      })
    return next
  }
}
