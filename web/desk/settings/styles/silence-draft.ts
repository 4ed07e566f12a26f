import type { StyleInactivity, StyleView } from '../../../../server/channels/contract.ts'

export type Step = StyleInactivity['steps'][number]
export type SilenceDraft = { isOn: boolean; steps: Step[]; endAfterMinutes: number | null; endOnSolve: boolean }

export const MOST_STEPS = 3
export const freshStep = (): Step => ({ afterMinutes: 5, text: {}, status: null, tags: [] })

export const draftOf = ({ inactivity, endOnSolve }: StyleView): SilenceDraft => ({
  isOn: inactivity !== null,
  steps: inactivity?.steps ?? [{ ...freshStep(), afterMinutes: 10 }],
  endAfterMinutes: inactivity?.endAfterMinutes ?? null,
  endOnSolve,
})

export const inactivityOf = ({ isOn, steps, endAfterMinutes }: SilenceDraft): StyleInactivity | null =>
  isOn ? { steps: steps.map((step) => ({ ...step, tags: cleanTags(step.tags) })), endAfterMinutes } : null

const cleanTags = (tags: readonly string[]): string[] => tags.map((tag) => tag.trim()).filter((tag) => tag !== '')

/** A step that solves or puts on hold is the last. */
export const mayStand = ({ steps }: Pick<SilenceDraft, 'steps'>, index: number): boolean =>
  index === steps.length - 1 || !['solved', 'hold'].includes(steps[index]?.status ?? '')

/** The usual way: two reminders, then a last one that solves. `text(1)`: the words of a reminder in all languages. */
export const usual = (text: (n: 1 | 2 | 3) => Record<string, string>): Step[] => [
  { afterMinutes: 5, text: text(1), status: 'pending', tags: ['messaging_reminder_1'] },
  { afterMinutes: 5, text: text(2), status: null, tags: ['messaging_reminder_2'] },
  { afterMinutes: 1, text: text(3), status: 'solved', tags: ['messaging_reminder_final'] },
]
