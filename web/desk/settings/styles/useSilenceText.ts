import type { StyleInactivity } from '../../../../server/channels/contract.ts'
import { useEndingsText } from './endings-text.ts'

/** "After 11 minutes of silence, with 3 reminders: inactive, at last solved." */
export function useSilenceText(): (inactivity: StyleInactivity | null) => string {
  const e = useEndingsText()
  return (inactivity) => {
    if (inactivity === null) return e('silence.effect.none')
    const { steps, endAfterMinutes } = inactivity
    const minutes = steps.reduce((sum, step) => sum + step.afterMinutes, 0) + (endAfterMinutes ?? 0)
    const reminders = steps.filter(({ text }) => Object.values(text).some((words) => words.trim() !== '')).length
    const last = endAfterMinutes === null ? (steps.at(-1)?.status === 'solved' ? 'solved' : 'inactive') : 'ended'
    return e('silence.effect', { minutes, reminders, what: e(`silence.effect.${last}`) })
  }
}
