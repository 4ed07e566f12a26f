/** What a rule may name that has another id elsewhere. */
export type RefKind =
  | 'user'
  | 'group'
  | 'brand'
  | 'channel'
  | 'ticket_status'
  | 'form'
  | 'organization'
  | 'contact'
  /** `fields.7` in a condition; the bare number in an action. */
  | 'field'
  | 'own_field'
  | 'survey'
  | 'webhook'
  | 'style'
  | 'skill'
  | 'queue'
  | 'schedule'

type Json = Readonly<Record<string, unknown>>
/** `place`: where it stands, as complaints name it (`conditions.all.0`). */
export type Swap = (of: RefKind, value: unknown, place: string) => unknown

const KINDS: readonly RefKind[] = [
  'user',
  'group',
  'brand',
  'channel',
  'ticket_status',
  'form',
  'organization',
  'contact',
  'queue',
  'skill',
  'schedule',
]
const isRefKind = (of: string | undefined): of is RefKind => KINDS.some((kind) => kind === of)

const IN_ACTIONS: Readonly<Record<string, Readonly<Record<string, RefKind>>>> = {
  assign: { to: 'user' },
  move: { groupId: 'group' },
  notify: { whom: 'user' },
  notify_group: { groupId: 'group' },
  set_own_status: { statusId: 'ticket_status' },
  set_field: { fieldId: 'own_field' },
  send_survey: { surveyId: 'survey' },
  call_webhook: { webhookId: 'webhook' },
  set_style: { styleId: 'style' },
  set_form: { formId: 'form' },
  set_schedule: { scheduleId: 'schedule' },
  set_brand: { brandId: 'brand' },
  add_follower: { whom: 'user' },
  set_skills: { skillIds: 'skill' },
  add_skills: { skillIds: 'skill' },
  set_queue: { queueId: 'queue' },
}

/** A definition with every reference put through `swap`; words (`actor`, `own`) and nothing are none. */
export function swapReferences(
  definition: unknown,
  ofField: (name: string) => string | undefined,
  swap: Swap,
): unknown {
  if (!isObject(definition)) return definition
  const { conditions, actions } = definition
  return {
    ...definition,
    ...(isObject(conditions) && {
      conditions: {
        ...conditions,
        ...Object.fromEntries(
          (['all', 'any'] as const).flatMap((list) => {
            const given = conditions[list]
            return Array.isArray(given)
              ? [[list, given.map((each, n) => inCondition(each, `conditions.${list}.${n}`, ofField, swap))]]
              : []
          }),
        ),
      },
    }),
    ...(Array.isArray(actions) && { actions: actions.map((each, n) => inAction(each, `actions.${n}`, swap)) }),
  }
}

function inCondition(
  condition: unknown,
  place: string,
  ofField: (name: string) => string | undefined,
  swap: Swap,
): unknown {
  if (!isObject(condition)) return condition
  const isOwn = isObject(condition.field) || String(condition.field).startsWith('fields.')
  const field = isOwn ? swap('field', condition.field, place) : condition.field
  const of = typeof field === 'string' ? ofField(field) : undefined
  const { value } = condition
  if (!isRefKind(of) || value === undefined) return { ...condition, field }
  // A set holds texts: there an id is one too.
  const isText = of === 'skill'
  const swapped = (each: unknown) => {
    if (!isText && !isReference(each)) return each
    const to = swap(of, each, place)
    return isText && typeof to === 'number' ? String(to) : to
  }
  return { ...condition, field, value: Array.isArray(value) ? value.map(swapped) : swapped(value) }
}

function inAction(action: unknown, place: string, swap: Swap): unknown {
  if (!isObject(action)) return action
  const names = IN_ACTIONS[String(action.do)] ?? {}
  return {
    ...action,
    ...Object.fromEntries(
      Object.entries(names).flatMap(([key, of]): [string, unknown][] => {
        const given = action[key]
        const swapped = (each: unknown) => (isReference(each) ? swap(of, each, place) : each)
        if (Array.isArray(given)) return [[key, given.map(swapped)]]
        return isReference(given) ? [[key, swapped(given)]] : []
      }),
    ),
  }
}

const isReference = (value: unknown): boolean => typeof value === 'number' || isObject(value)
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
