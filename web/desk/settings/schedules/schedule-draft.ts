import type { ScheduleView } from '../../../../server/schedules/contract.ts'

export type ScheduleDraft = Omit<ScheduleView, 'id'>

/** Where one begins: office hours at the place of whoever makes it. The first one is the default. */
export const firstDraft = (isFirst: boolean): ScheduleDraft => ({
  name: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 540, to: 1080 })),
  holidays: [],
  isDefault: isFirst,
})

export function draftOf({ name, timeZone, week, holidays, isDefault }: ScheduleView): ScheduleDraft {
  return { name, timeZone, week, holidays, isDefault }
}
