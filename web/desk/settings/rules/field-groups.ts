import type { FieldView } from '../../../../server/rules/contract.ts'

/** In the order in which they are listed. */
export const fieldGroups = [
  'ticket',
  'own',
  'message',
  'conversation',
  'customer',
  'time',
  'promise',
  'routing',
] as const
export type FieldGroup = (typeof fieldGroups)[number]

const BY_NAME: Readonly<Record<string, FieldGroup>> = {
  message: 'message',
  messageVisibility: 'message',
  messageFiles: 'message',
  kind: 'message',
  by: 'message',
  byUserId: 'message',
  channelId: 'conversation',
  locale: 'conversation',
  style: 'conversation',
  session: 'conversation',
  sessionEndReason: 'conversation',
  requesterId: 'customer',
  contactName: 'customer',
  contactEmail: 'customer',
  browser: 'customer',
  os: 'customer',
  device: 'customer',
  page: 'customer',
  earlier: 'customer',
  signedIn: 'customer',
  organizationId: 'customer',
  inBusinessHours: 'time',
  onHoliday: 'time',
  scheduleId: 'time',
  hourOfDay: 'time',
  weekday: 'time',
  snoozedUntil: 'time',
  satisfaction: 'promise',
  satisfactionScore: 'promise',
  slaPolicyId: 'promise',
  slaState: 'promise',
  slaMissed: 'promise',
  slaDueAt: 'promise',
  slaBreachedAt: 'promise',
  skills: 'routing',
  queueId: 'routing',
  routing: 'routing',
  queueSize: 'routing',
  routed: 'routing',
  online: 'routing',
  accountPresence: 'routing',
  groupPresence: 'routing',
}

/** Under which heading a field stands; what is new here stands with the ticket's, times with times. */
export function groupOf({ name, type, label }: Pick<FieldView, 'name' | 'type' | 'label'>): FieldGroup {
  if (label !== null) return 'own'
  const known = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined
  return known ?? (type === 'since' || type === 'until' ? 'time' : 'ticket')
}
