import { useEffect } from 'react'
import { useDesk } from './DeskContext.tsx'

const AT_MOST_EACH_MS = 30_000

/** The server is told that somebody is here, not what he does. */
export function useActivity(): void {
  const { desk } = useDesk()
  useEffect(() => {
    let told = 0
    const act = () => {
      if (Date.now() - told < AT_MOST_EACH_MS) return
      told = Date.now()
      desk.active()
    }
    const options = { passive: true, capture: true }
    const acts = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const kind of acts) window.addEventListener(kind, act, options)
    return () => {
      for (const kind of acts) window.removeEventListener(kind, act, options)
    }
  }, [desk])
}
