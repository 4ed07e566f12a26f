/** Over when the time is, when it is aborted, or at the call of what it gives: how a single holder waits for work. */
export function wakeOrWait(ms: number, signal: AbortSignal, give: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timeout)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timeout = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    give(end)
  })
}
