import { useEffect, useState } from 'react'
import type { WorkView } from '../../../server/routing/contract.ts'
import { useDesk } from '../shell/DeskContext.tsx'

/** How many seconds there are left to write up; 0: none. Moves on by itself. */
export function useWrapUp(work: WorkView | null): number {
  const { desk } = useDesk()
  const until = Math.max(0, ...Object.values(work?.wrapUp ?? {}).map((at) => Date.parse(at)))
  const leftNow = () => Math.max(0, Math.ceil((until - desk.now()) / 1_000))
  const [left, setLeft] = useState(leftNow)
  useEffect(() => {
    setLeft(leftNow())
    if (until === 0) return
    const timer = setInterval(() => setLeft(leftNow()), 1_000)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [desk, until])
  return left
}

/** "1:05" */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
