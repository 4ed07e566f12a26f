import type { StaffingChange, StartSimulation } from '../../../server/routing/contract.ts'

/** The form, as it is filled in. */
export type Draft = {
  days: 1 | 7
  staffing: StaffingChange[]
  chats: string
  emails: string
  method: 'same' | 'spare' | 'percent' | 'round_robin'
  accept: 'same' | 'yes' | 'no'
  focus: 'same' | 'yes' | 'no'
  skills: boolean
  fromHour: string
  toHour: string
  customers: string
}
export const blank: Draft = {
  days: 7,
  staffing: [],
  chats: '',
  emails: '',
  method: 'same',
  accept: 'same',
  focus: 'same',
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
  const limits = {
    ...(draft.chats === '' ? {} : { messaging: Number(draft.chats) }),
    ...(draft.emails === '' ? {} : { email: Number(draft.emails) }),
  }
  const hasHours = draft.fromHour !== 'same' || draft.toHour !== 'same'
  const hour = (chosen: string, otherwise: number) => (chosen === 'same' ? otherwise : Number(chosen))
  return {
    from: new Date(to - draft.days * 24 * HOUR_MS).toISOString(),
    to: new Date(to).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    changes: {
      staffing: draft.staffing.filter(({ agents }) => agents !== 0),
      ...(Object.keys(limits).length === 0 ? {} : { limits }),
      ...(draft.method === 'same' ? {} : { method: draft.method }),
      ...(draft.accept === 'same' ? {} : { autoAccept: draft.accept === 'yes' }),
      ...(draft.focus === 'same' ? {} : { focus: draft.focus === 'yes' }),
      ...(draft.skills ? {} : { withoutSkills: true }),
      ...(hasHours ? { hours: { fromHour: hour(draft.fromHour, 0), toHour: hour(draft.toHour, 24) } } : {}),
      ...(draft.customers === '' ? {} : { customersPercent: Number(draft.customers) }),
    },
  }
}
