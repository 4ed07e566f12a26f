const PAUSE_MS = 1_000
const MOST_TRIES = 5

/**
 * A part of the screen that is fetched when it is needed, on a line that may be gone just then: it waits for the line instead of
 * ending the screen. On a line that works, a part that is not to be had is given up: the server has a newer version.
 */
export async function persist<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; tries += 1)
    try {
      return await load()
    } catch (error) {
      if (navigator.onLine && tries >= MOST_TRIES) throw error
      await pause()
    }
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timeout)
      window.removeEventListener('online', end)
      resolve()
    }
    const timeout = setTimeout(end, PAUSE_MS)
    window.addEventListener('online', end)
  })
