import { findStyle } from '../channels/index.ts'
import { findAssignable, findBrand, findGroup } from '../identity/index.ts'
import { listQueues, listSkillIds } from '../routing/index.ts'
import { listSchedules } from '../schedules/index.ts'
import { isSurvey } from '../surveys/index.ts'
import type { TicketDefinitions } from '../tickets/contract.ts'
import { misfitOf, readDefinitions } from '../tickets/index.ts'
import type { Tx } from '../platform/db.ts'
import { longLists } from '../platform/pure/conditions/check.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { kindOf } from './actions/index.ts'
import type { Named } from './actions/action.ts'
import type { Action } from './contract.ts'
import { isWebhook } from './webhooks/queries.ts'
import { unknownPlaceholders } from './placeholders.ts'

/** What is wrong with a definition, by its place: `actions.0`. */
export type Complaint = { field: string; message: string }

export const inShape = (errors: Iterable<{ instancePath: string; message: string }>): Complaint[] =>
  [...errors].slice(0, 5).map(({ instancePath, message }) => ({
    field: instancePath.slice(1).replaceAll('/', '.'),
    message,
  }))

export function requireShort(definition: unknown): void {
  const fields = longLists(definition)
  if (fields.length > 0) throw new Refusal('rule_invalid', { fields })
}

/** What a refusal says is wrong, by its places; one that names none is told as it is. */
export function complaintsOf(error: unknown): Complaint[] {
  if (!(error instanceof Refusal)) throw error
  const { fields, field } = error.details ?? {}
  if (Array.isArray(fields)) return fields as Complaint[]
  return [{ field: typeof field === 'string' ? field : 'definition', message: `refused ${error.code}` }]
}

export async function inActions(tx: Tx, actions: readonly Action[]): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const [index, action] of actions.entries()) {
    const field = `actions.${index}`
    const named = kindOf(action).named?.(action) ?? {}
    const { users = [], groups = [], statuses = [], surveys = [], webhooks = [], styles = [], values = [] } = named
    const { skills = [], queues = [], forms = [], brands = [], schedules = [] } = named
    for (const id of users)
      if ((await findAssignable(tx, id)) === null) complaints.push({ field, message: 'user_unknown' })
    for (const id of groups)
      if ((await findGroup(tx, id)) === null) complaints.push({ field, message: 'group_unknown' })
    for (const id of surveys) if (!(await isSurvey(tx, id))) complaints.push({ field, message: 'survey_unknown' })
    for (const id of styles)
      if ((await findStyle(tx, id)) === null) complaints.push({ field, message: 'style_unknown' })
    for (const id of brands)
      if ((await findBrand(tx, id)) === null) complaints.push({ field, message: 'brand_unknown' })
    if (schedules.length > 0) {
      const known = await listSchedules(tx)
      if (schedules.some((id) => !known.some((schedule) => schedule.id === id)))
        complaints.push({ field, message: 'schedule_unknown' })
    }
    for (const id of webhooks) if (!(await isWebhook(tx, id))) complaints.push({ field, message: 'webhook_unknown' })
    if (skills.length > 0) {
      const known = await listSkillIds(tx)
      if (skills.some((id) => !known.includes(id))) complaints.push({ field, message: 'skill_unknown' })
    }
    if (queues.length > 0) {
      const known = await listQueues(tx)
      if (queues.some((id) => !known.some((queue) => queue.id === id)))
        complaints.push({ field, message: 'queue_unknown' })
    }
    if (statuses.length + forms.length + values.length > 0)
      complaints.push(...ofDefinitions(field, await readDefinitions(tx), named))
    const said = 'texts' in action ? Object.values(action.texts) : 'text' in action ? [action.text] : []
    if ('texts' in action && said.every((text) => text.trim() === ''))
      complaints.push({ field, message: 'value_missing' })
    for (const name of [...said, ...('subject' in action ? Object.values(action.subject) : [])].flatMap(
      unknownPlaceholders,
    ))
      complaints.push({ field, message: `placeholder_unknown ${name}` })
  }
  return complaints
}

/** Fields and statuses of the account's own: there, and taking that value. */
function ofDefinitions(
  place: string,
  definitions: TicketDefinitions,
  { statuses = [], forms = [], values = [] }: Named,
): Complaint[] {
  return [
    ...statuses.flatMap((id) =>
      definitions.statuses.some((status) => status.id === id && status.active)
        ? []
        : [{ field: place, message: 'status_unknown' }],
    ),
    ...forms.flatMap((id) =>
      definitions.forms.some((form) => form.id === id && form.active)
        ? []
        : [{ field: place, message: 'form_unknown' }],
    ),
    ...values.flatMap(({ fieldId, value }) => {
      const field = definitions.fields.find(({ id, active }) => id === fieldId && active)
      if (field === undefined) return [{ field: place, message: 'unknown_field' }]
      return misfitOf(field, value) === null ? [] : [{ field: place, message: 'value_wrong' }]
    }),
  ]
}
