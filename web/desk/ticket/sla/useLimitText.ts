import { partsOf } from './limit.ts'
import { useSlaText } from './text.ts'

/** 90 → "1 h 30 min". */
export function useLimitText(): (minutes: number) => string {
  const s = useSlaText()
  return (limit) => {
    const { days, hours, minutes } = partsOf(limit)
    return [
      ...(days > 0 ? [s('days', { n: days })] : []),
      ...(hours > 0 ? [s('hours.n', { n: hours })] : []),
      ...(minutes > 0 ? [s('minutes', { n: minutes })] : []),
    ].join(' ')
  }
}
