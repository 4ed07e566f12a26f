import type { Action, Condition, RuleView, TriggerDefinition } from '../../../../server/rules/contract.ts'

export type RuleDraft = {
  title: string
  category: string
  active: boolean
  all: Condition[]
  any: Condition[]
  actions: Action[]
}

export function draftOf(rule: RuleView | null): RuleDraft {
  const definition = rule === null ? null : rule.definition
  return {
    title: rule?.title ?? '',
    category: rule?.category ?? '',
    active: rule?.active ?? true,
    all: definition?.conditions.all ?? [{ field: 'status', operator: 'is', value: 'open' }],
    any: definition?.conditions.any ?? [],
    actions: definition?.actions ?? [{ do: 'add_tags', tags: [] }],
  }
}

export const definitionOf = ({ all, any, actions }: RuleDraft): TriggerDefinition => ({
  conditions: { all, any },
  actions,
})

export type Complaint = { field: string; message: string }

/** What the server says is wrong, by place: `conditions.all.2`, `actions.0`. */
export function complaintsIn(details: unknown): Complaint[] {
  if (typeof details !== 'object' || details === null || !('fields' in details)) return []
  const { fields } = details
  if (!Array.isArray(fields)) return []
  return fields.flatMap((each: unknown) => (isComplaint(each) ? [each] : []))
}

const isComplaint = (each: unknown): each is Complaint =>
  typeof each === 'object' &&
  each !== null &&
  'field' in each &&
  typeof each.field === 'string' &&
  'message' in each &&
  typeof each.message === 'string'

export function complaintAt(complaints: readonly Complaint[], place: string): Complaint | undefined {
  return complaints.find(({ field }) => field === place || field.startsWith(`${place}.`))
}

const NAMED = [
  'unknown_field',
  'wrong_operator',
  'value_missing',
  'value_wrong',
  'user_unknown',
  'group_unknown',
  'placeholder_unknown',
]
/** Its text in the catalogue; what a schema complains of is said in general. */
export function wrongKey(message: string): string {
  const [code = ''] = message.split(' ')
  return `wrong.${NAMED.includes(code) ? code : 'other'}`
}
