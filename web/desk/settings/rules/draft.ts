import type {
  Action,
  Condition,
  MessagingEvent,
  RuleView,
  TriggerDefinition,
} from '../../../../server/rules/contract.ts'
import { freshAction } from './actions.ts'
import type { ScreenKind } from './places.ts'

export type RuleDraft = {
  title: string
  category: string
  active: boolean
  all: Condition[]
  any: Condition[]
  actions: Action[]
  /** Messaging triggers only. */
  event: MessagingEvent | null
  once: boolean
}

const begins: Readonly<Record<ScreenKind, Condition[]>> = {
  trigger: [{ field: 'status', operator: 'is', value: 'open' }],
  // Its event is condition enough.
  messaging_trigger: [],
  // It needs a time.
  automation: [
    { field: 'status', operator: 'is', value: 'pending' },
    { field: 'inStatusSince', operator: 'at_least', value: 24 },
  ],
}

export function draftOf(kind: ScreenKind, rule: RuleView | null): RuleDraft {
  const isMessaging = kind === 'messaging_trigger'
  const definition = rule === null ? null : rule.definition
  return {
    title: rule?.title ?? '',
    category: rule?.category ?? '',
    active: rule?.active ?? true,
    all: definition?.conditions.all ?? begins[kind],
    any: definition?.conditions.any ?? [],
    actions: definition?.actions ?? [isMessaging ? freshAction('send_message') : freshAction('add_tags')],
    event: isMessaging ? (definition?.event ?? 'requested') : null,
    once: definition?.once ?? isMessaging,
  }
}

export const definitionOf = ({ all, any, actions, event, once }: RuleDraft): TriggerDefinition => ({
  conditions: { all, any },
  actions,
  ...(event === null ? {} : { event, once }),
})

const NAMED = [
  'unknown_field',
  'wrong_operator',
  'value_missing',
  'value_wrong',
  'value_large',
  'pattern_wrong',
  'pattern_large',
  'time_missing',
  'user_unknown',
  'group_unknown',
  'survey_unknown',
  'webhook_unknown',
  'style_unknown',
  'style_off',
  'skill_unknown',
  'queue_unknown',
  'wait_last',
  'status_unknown',
  'form_unknown',
  'brand_unknown',
  'schedule_unknown',
  'contact_unnamed',
  'placeholder_unknown',
  'not_here',
]
/** Its text in the catalogue; what a schema complains of is said in general. */
export function wrongKey(message: string): string {
  const [code = ''] = message.split(' ')
  return `wrong.${NAMED.includes(code) ? code : 'other'}`
}
