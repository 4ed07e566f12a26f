import { useEffect, useState } from 'react'

/**
 * Does it once the next frame is painted and nothing more urgent waits; the returned function takes it back. Not as part of
 * the frame after: that one comes at once, before whatever else waits, and takes the processor from the painting.
 * A hidden page paints nothing: there it is done soon.
 */
export function afterPaint(act: () => void): () => void {
  let takeBack = () => {}
  const soon = () => {
    takeBack = atRest(act)
  }
  if (document.hidden) soon()
  else {
    const frame = requestAnimationFrame(soon)
    takeBack = () => cancelAnimationFrame(frame)
  }
  return () => takeBack()
}

/** Safari has no idle callbacks: there a frame's length has to do. */
function atRest(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, 16)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(act, { timeout: 100 })
  return () => cancelIdleCallback(idle)
}

/** Becomes true once what was shown first has been painted: for what may come a frame later. */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => afterPaint(() => setPainted(true)), [])
  return isPainted
}
