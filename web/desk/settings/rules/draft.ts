import type { Action, Condition, RuleView, TriggerDefinition } from '../../../../server/rules/contract.ts'
import type { ScreenKind } from './places.ts'

export type RuleDraft = {
  title: string
  category: string
  active: boolean
  all: Condition[]
  any: Condition[]
  actions: Action[]
}

const begins: Readonly<Record<ScreenKind, Condition[]>> = {
  trigger: [{ field: 'status', operator: 'is', value: 'open' }],
  // It needs a time.
  automation: [
    { field: 'status', operator: 'is', value: 'pending' },
    { field: 'inStatusSince', operator: 'at_least', value: 24 },
  ],
}

export function draftOf(kind: ScreenKind, rule: RuleView | null): RuleDraft {
  const definition = rule === null ? null : rule.definition
  return {
    title: rule?.title ?? '',
    category: rule?.category ?? '',
    active: rule?.active ?? true,
    all: definition?.conditions.all ?? begins[kind],
    any: definition?.conditions.any ?? [],
    actions: definition?.actions ?? [{ do: 'add_tags', tags: [] }],
  }
}

export const definitionOf = ({ all, any, actions }: RuleDraft): TriggerDefinition => ({
  conditions: { all, any },
  actions,
})

const NAMED = [
  'unknown_field',
  'wrong_operator',
  'value_missing',
  'value_wrong',
  'pattern_wrong',
  'pattern_large',
  'time_missing',
  'user_unknown',
  'group_unknown',
  'placeholder_unknown',
]
/** Its text in the catalogue; what a schema complains of is said in general. */
export function wrongKey(message: string): string {
  const [code = ''] = message.split(' ')
  return `wrong.${NAMED.includes(code) ? code : 'other'}`
}
