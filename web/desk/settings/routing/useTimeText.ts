import { useRoutingText } from './text.ts'
import { timeOf } from './time.ts'

/** A time in words: 90 → "90 seconds". */
export function useTimeText(): (seconds: number) => string {
  const r = useRoutingText()
  return (seconds) => {
    const { amount, unit } = timeOf(seconds)
    return r('time', { n: amount, unit })
  }
}
