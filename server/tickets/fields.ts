import sql, { type Sql } from 'sql-template-tag'
import type { SqlReading } from '../platform/conditions/conditions-sql.ts'
import type { FieldKind, TicketDefinitions, TicketField } from './definitions/contract.ts'
import { metrics } from './pure/sla-metrics.ts'
import type { Field, Reading } from '../platform/pure/conditions/field.ts'

const ALWAYS: readonly Reading[] = ['update', 'state', 'clock', 'messaging']
const FROM_START: readonly Reading[] = [...ALWAYS, 'start']
const LIVE: readonly Reading[] = ['messaging', 'start']
const MESSAGING: readonly Reading[] = ['messaging']
const UPDATE: readonly Reading[] = ['update']
const CLOCK: readonly Reading[] = ['clock']
const RULES: readonly Reading[] = ['update', 'clock', 'messaging']
const AS_IT_HAPPENS: readonly Reading[] = ['update', 'messaging']

const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const
const types = ['question', 'incident', 'problem', 'task'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const devices = ['desktop', 'phone', 'tablet'] as const
const presences = ['online', 'away', 'offline'] as const
const speakers = ['contact', 'agent', 'bot', 'rule', 'connector', 'api', 'system'] as const

/** What conditions may ask of a ticket and its updates; later slices add theirs [CO3]. */
export const ticketFields: readonly Field[] = [
  { name: 'status', type: 'choice', of: 'status', options: statuses, ordered: true, changes: true, readings: ALWAYS },
  {
    name: 'priority',
    type: 'choice',
    of: 'priority',
    options: priorities,
    ordered: true,
    changes: true,
    readings: ALWAYS,
  },
  { name: 'type', type: 'choice', of: 'type', options: types, changes: true, readings: ALWAYS },
  { name: 'statusId', type: 'id', of: 'ticket_status', changes: true, readings: ALWAYS },
  { name: 'formId', type: 'id', of: 'form', changes: true, readings: ALWAYS },
  { name: 'requesterId', type: 'id', of: 'contact', readings: ALWAYS },
  { name: 'organizationId', type: 'id', of: 'organization', changes: true, readings: ALWAYS },
  { name: 'groupId', type: 'id', of: 'group', changes: true, readings: ALWAYS },
  { name: 'assigneeId', type: 'id', of: 'user', changes: true, readings: ALWAYS },
  { name: 'tags', type: 'set', of: 'tag', changes: true, readings: ALWAYS },
  { name: 'subject', type: 'text', changes: true, readings: ALWAYS },
  { name: 'brandId', type: 'id', of: 'brand', changes: true, readings: FROM_START },
  { name: 'channelId', type: 'id', of: 'channel', readings: FROM_START },
  { name: 'locale', type: 'choice', of: 'locale', readings: FROM_START },
  {
    name: 'style',
    type: 'choice',
    of: 'style',
    options: ['live_chat', 'live_chat_returning', 'social_messaging', 'custom'],
    readings: ALWAYS,
  },
  {
    name: 'session',
    type: 'choice',
    of: 'session',
    options: ['active', 'inactive', 'ended'],
    changes: true,
    readings: ALWAYS,
  },
  {
    name: 'sessionEndReason',
    type: 'choice',
    of: 'session_end_reason',
    options: ['agent', 'end_user', 'rule', 'inactivity'],
    changes: true,
    readings: ALWAYS,
  },
  {
    name: 'satisfaction',
    type: 'choice',
    of: 'satisfaction',
    options: ['unoffered', 'offered', 'good', 'bad'],
    changes: true,
    readings: ALWAYS,
  },
  { name: 'satisfactionScore', type: 'number', changes: true, readings: ALWAYS },
  { name: 'slaPolicyId', type: 'id', of: 'sla_policy', readings: ALWAYS },
  {
    name: 'slaState',
    type: 'choice',
    of: 'sla_state',
    options: ['running', 'paused', 'breached', 'met'],
    readings: ALWAYS,
  },
  { name: 'slaMissed', type: 'set', of: 'sla_metric', options: metrics, changes: true, readings: ALWAYS },
  // Of routing: the skills it wants, the queue it is in, where it stands.
  { name: 'skills', type: 'set', of: 'skill', readings: ALWAYS },
  { name: 'queueId', type: 'id', of: 'queue', readings: ALWAYS },
  { name: 'routing', type: 'choice', of: 'routing', options: ['none', 'waiting', 'offered', 'held'], readings: ALWAYS },
  { name: 'reopens', type: 'number', readings: ALWAYS },
  { name: 'replies', type: 'number', readings: ALWAYS },
  { name: 'agentStations', type: 'number', readings: ALWAYS },
  { name: 'groupStations', type: 'number', readings: ALWAYS },
  { name: 'kind', type: 'choice', of: 'update_kind', options: ['created', 'changed'], readings: UPDATE },
  { name: 'by', type: 'choice', of: 'speaker', options: speakers, readings: UPDATE },
  { name: 'byUserId', type: 'id', of: 'user', readings: UPDATE },
  { name: 'message', type: 'text', readings: [...UPDATE, ...LIVE] },
  { name: 'messageVisibility', type: 'choice', of: 'visibility', options: ['public', 'note'], readings: UPDATE },
  { name: 'messageFiles', type: 'flag', readings: [...UPDATE, 'messaging'] },
  // Of the customer's visit: known while he writes.
  { name: 'page', type: 'text', readings: LIVE },
  { name: 'earlier', type: 'number', readings: LIVE },
  { name: 'online', type: 'flag', readings: LIVE },
  // Of the customer, as he is known then.
  { name: 'contactName', type: 'text', readings: MESSAGING },
  { name: 'contactEmail', type: 'text', readings: MESSAGING },
  { name: 'browser', type: 'text', readings: MESSAGING },
  { name: 'os', type: 'text', readings: MESSAGING },
  { name: 'device', type: 'choice', of: 'device', options: devices, readings: MESSAGING },
  // Of routing at that moment.
  { name: 'queueSize', type: 'number', readings: MESSAGING },
  { name: 'routed', type: 'choice', of: 'routed', options: ['first', 'again'], readings: MESSAGING },
  { name: 'accountPresence', type: 'choice', of: 'presence', options: presences, readings: MESSAGING },
  { name: 'groupPresence', type: 'choice', of: 'presence', options: presences, readings: MESSAGING },
  { name: 'signedIn', type: 'flag', readings: ['start'] },
  // Of the hour itself, by the opening hours that count for the ticket: rules know it, SQL does not.
  { name: 'inBusinessHours', type: 'flag', readings: RULES },
  { name: 'onHoliday', type: 'flag', readings: RULES },
  { name: 'scheduleId', type: 'id', of: 'schedule', readings: RULES },
  // By the clock on the wall of that schedule; no clock of a ticket waits for them.
  { name: 'hourOfDay', type: 'number', readings: AS_IT_HAPPENS },
  { name: 'weekday', type: 'choice', of: 'weekday', options: weekdays, readings: AS_IT_HAPPENS },
  { name: 'inStatusSince', type: 'since', readings: CLOCK },
  { name: 'createdAt', type: 'since', readings: CLOCK },
  { name: 'updatedAt', type: 'since', readings: CLOCK },
  { name: 'assignedAt', type: 'since', readings: CLOCK },
  { name: 'customerAt', type: 'since', readings: CLOCK },
  { name: 'agentAt', type: 'since', readings: CLOCK },
  { name: 'dueAt', type: 'until', readings: CLOCK },
  { name: 'overdueAt', type: 'since', readings: CLOCK },
  { name: 'slaDueAt', type: 'until', readings: CLOCK },
  { name: 'slaBreachedAt', type: 'since', readings: CLOCK },
]

/** With the fields people have added, by id: `fields.7`. */
export const conditionFields = ({ fields }: TicketDefinitions): ReadonlyMap<string, Field> =>
  fieldsByName([...ticketFields, ...fields.filter(({ active }) => active).map(ofCustom)])

const TYPES: Readonly<Record<FieldKind, Field['type']>> = {
  text: 'text',
  multiline: 'text',
  pattern: 'text',
  number: 'number',
  date: 'text',
  dropdown: 'choice',
  multiselect: 'set',
  checkbox: 'flag',
}
const ofCustom = ({ id, kind, title, options }: TicketField): Field => ({
  name: `fields.${id}`,
  type: TYPES[kind],
  ...(kind === 'dropdown' ? { of: 'own', options: options.map(({ key }) => key) } : {}),
  changes: true,
  readings: ALWAYS,
  label: title,
})

export const fieldsByName = (fields: readonly Field[]): ReadonlyMap<string, Field> =>
  new Map(fields.map((field) => [field.name, field]))

/** Updates as stored: over `ticket_updates u join tickets t left join messages m`. */
export const updateReading: SqlReading = {
  value: (field) => known(OF_UPDATE, field, () => typed(field, sql`(u.state->${field.name})`)),
  changed: (field) => sql`(u.changes ? ${field.name})`,
  before: (field) => typed(field, sql`(u.changes->${field.name}->0)`),
}

const OF_THE_HOUR = { inBusinessHours: null, onHoliday: null, scheduleId: null, hourOfDay: null, weekday: null }
const OF_UPDATE: Readonly<Record<string, Sql | null>> = {
  ...OF_THE_HOUR,
  kind: sql`u.kind`,
  // Whoever it is now: contacts merge.
  requesterId: sql`t.contact_id`,
  by: sql`case u.actor_kind when 'nobody' then null else u.actor_kind end`,
  byUserId: sql`case u.actor_kind when 'agent' then u.actor_id end`,
  message: sql`(m.content->>'text')`,
  messageVisibility: sql`m.visibility`,
  messageFiles: sql`(m.content ? 'files')`,
}

/** Tickets as they stand: over `inbox i join tickets t`. Its twin is `ticketFacts`. */
export const stateReading = (now?: Date): SqlReading => ({
  value: (field) => known(OF_STATE, field, () => typed(field, sql`(t.fields->${field.name.slice('fields.'.length)})`)),
  ...(now === undefined ? {} : { now }),
})

const OF_STATE: Readonly<Record<string, Sql | null>> = {
  ...OF_THE_HOUR,
  status: sql`i.status`,
  priority: sql`i.priority`,
  type: sql`t.type`,
  statusId: sql`i.status_id`,
  formId: sql`t.form_id`,
  requesterId: sql`i.contact_id`,
  organizationId: sql`t.organization_id`,
  groupId: sql`i.group_id`,
  assigneeId: sql`i.assignee_id`,
  tags: sql`t.tags`,
  subject: sql`i.subject`,
  brandId: sql`i.brand_id`,
  channelId: sql`i.channel_id`,
  locale: sql`i.locale`,
  style: sql`i.style_kind`,
  session: sql`i.session`,
  sessionEndReason: sql`i.session_end_reason`,
  satisfaction: sql`t.satisfaction`,
  satisfactionScore: sql`t.satisfaction_score`,
  skills: sql`array(select s->>'id' from jsonb_array_elements(i.routing->'skills') s)`,
  queueId: sql`(i.routing->>'queueId')::bigint`,
  routing: sql`coalesce(i.routing->>'state', 'none')`,
  reopens: sql`t.reopens`,
  replies: sql`i.replies`,
  agentStations: sql`t.agent_stations`,
  groupStations: sql`t.group_stations`,
  inStatusSince: sql`t.status_since`,
  createdAt: sql`t.created_at`,
  updatedAt: sql`t.updated_at`,
  assignedAt: sql`t.assigned_at`,
  customerAt: sql`i.customer_at`,
  agentAt: sql`i.agent_at`,
  dueAt: sql`t.due_at`,
  overdueAt: sql`t.due_at`,
  slaPolicyId: sql`(i.sla->>'policyId')::bigint`,
  slaState: sql`(i.sla->>'state')`,
  slaMissed: sql`array(select jsonb_array_elements_text(i.sla->'missed'))`,
  slaDueAt: sql`(i.sla->>'dueAt')::timestamptz`,
  slaBreachedAt: sql`(i.sla->>'breachedAt')::timestamptz`,
}

const known = (places: Readonly<Record<string, Sql | null>>, { name }: Field, other: () => Sql): Sql | null => {
  const at = places[name]
  return at === undefined ? other() : at
}

/** A value out of JSON, in the type its field has. */
function typed(field: Field, json: Sql): Sql {
  switch (field.type) {
    case 'id':
      return sql`(${json}#>>'{}')::bigint`
    case 'number':
      return sql`(${json}#>>'{}')::numeric`
    case 'flag':
      return sql`(${json}#>>'{}')::boolean`
    case 'since':
    case 'until':
      return sql`(${json}#>>'{}')::timestamptz`
    case 'set':
      return sql`case jsonb_typeof(${json}) when 'array' then array(select jsonb_array_elements_text(${json})) end`
    case 'choice':
    case 'text':
      return sql`(${json}#>>'{}')`
  }
}
