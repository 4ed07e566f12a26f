import type { StaffingChange, StartSimulation } from '../../../server/routing/contract.ts'

/** The form, as it is filled in. */
export type Draft = {
  days: 1 | 7
  staffing: StaffingChange[]
  limits: string
  method: 'same' | 'spare' | 'percent' | 'round_robin'
  accept: 'same' | 'yes' | 'no'
  skills: boolean
  fromHour: string
  toHour: string
  customers: string
}
export const blank: Draft = {
  days: 7,
  staffing: [],
  limits: '',
  method: 'same',
  accept: 'same',
  skills: true,
  fromHour: 'same',
  toHour: 'same',
  customers: '',
}
export const oneMore: StaffingChange = { agents: 1, fromHour: 9, toHour: 18, days: [], groupId: null, skillIds: [] }
const HOUR_MS = 3_600_000

/** What the server is asked: the last whole hours before now. */
export function askedOf(draft: Draft, now: number): StartSimulation {
  const to = Math.floor(now / HOUR_MS) * HOUR_MS
  const messaging = Number(draft.limits)
  const hasHours = draft.fromHour !== 'same' && draft.toHour !== 'same'
  return {
    from: new Date(to - draft.days * 24 * HOUR_MS).toISOString(),
    to: new Date(to).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    changes: {
      staffing: draft.staffing.filter(({ agents }) => agents !== 0),
      ...(draft.limits === '' ? {} : { limits: { email: 10, messaging, call: 1 } }),
      ...(draft.method === 'same' ? {} : { method: draft.method }),
      ...(draft.accept === 'same' ? {} : { autoAccept: draft.accept === 'yes' }),
      ...(draft.skills ? {} : { withoutSkills: true }),
      ...(hasHours ? { hours: { fromHour: Number(draft.fromHour), toHour: Number(draft.toHour) } } : {}),
      ...(draft.customers === '' ? {} : { customersPercent: Number(draft.customers) }),
    },
  }
}
