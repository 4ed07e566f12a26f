import { useEffect, useState } from 'react'

/**
 * Does it once the next frame has been painted, at the beginning of the one after; the returned function takes it back. A
 * hidden page paints nothing: there it is done soon.
 */
export function afterPaint(act: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(act)
    return () => clearTimeout(timer)
  }
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act)
  })
  return () => cancelAnimationFrame(frame)
}

/** Becomes true once what was shown first has been painted: for what may come a frame later. */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => afterPaint(() => setPainted(true)), [])
  return isPainted
}
