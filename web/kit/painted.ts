import { useEffect, useState } from 'react'

/** Becomes true once what was shown first has been painted: for what may come a frame later. */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => {
    let timer: number | undefined
    // The task after a frame's callbacks runs when that frame is painted.
    const frame = requestAnimationFrame(() => (timer = window.setTimeout(() => setPainted(true))))
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isPainted
}
