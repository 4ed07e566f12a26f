import { useQuery } from '@tanstack/react-query'
import type { Condition, FieldView } from '../../../../server/rules/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { useBrands, useColleagues, useDefinitions, useGroups, useRoutingNames } from '../../app/queries.ts'
import { saidIn } from '../../app/said.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { surveysQuery } from '../../satisfaction/queries.ts'
import { useList } from '../parts/useList.ts'
import { channelsQuery, schedulesQuery, stylesQuery } from '../queries.ts'
import { policiesQuery } from '../sla/queries.ts'
import { ruleFieldsQuery } from './queries.ts'
import { useAskedNames } from './useAskedNames.ts'
import { actionWords, conditionWords, type RuleNames } from './rule-words.ts'
import { useRulesText } from './text.ts'

type Named = { id: number; name: string }
const LONGEST = 120

/** Conditions and actions as a person would say them; what is gone meanwhile is said by its number. */
export function useRuleWords(): {
  condition: (condition: Condition) => string
  action: (action: Readonly<Record<string, unknown>>) => string
  field: (name: string) => string
  /** What a value of a field is called. */
  value: (field: string, value: unknown) => string
} {
  const names = useNames()
  return {
    condition: (condition) => conditionWords(condition, names),
    action: (action) => actionWords(action, names),
    field: names.fieldName,
    value: names.valueName,
  }
}

function useNames(): RuleNames {
  const r = useRulesText()
  const list = useList()
  const locale = useLocale()
  const fields = useFields()
  const of = useKnown()
  const askedName = useAskedNames()
  const said = (texts: Record<string, unknown>) => {
    const text = String(texts[locale] ?? texts['en'] ?? Object.values(texts)[0] ?? '')
    return r('quoted', { text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text })
  }
  const plain = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return r('value.none')
    if (typeof value === 'boolean') return r(value ? 'value.yes' : 'value.no')
    if (Array.isArray(value)) return list(value.map(plain))
    return typeof value === 'object' ? said({ ...value }) : String(value)
  }
  const named = (kind: string, value: unknown): string =>
    of(kind)?.find(({ id }) => String(id) === String(value))?.name ?? askedName(kind, Number(value)) ?? plain(value)
  const nameValue = (name: string, value: unknown): string => {
    const field = fields.get(name)
    if (Array.isArray(value))
      return value.length === 0 ? r('value.none') : list(value.map((each) => nameValue(name, each)))
    if (value === 'me') return r('whom.me')
    if (name === 'followers') return named('user', value)
    if (value === null || field?.of === undefined || field.of === null) return plain(value)
    if (field.of === 'own') return field.options.get(String(value)) ?? plain(value)
    // Members of a set are words, also where they are numbers.
    if (/^\d+$/.test(String(value))) return named(field.of, value)
    return field.isChoice && typeof value === 'string' ? r(`value.${field.of}.${value}`) : plain(value)
  }
  return {
    r,
    fieldName: (name) => fields.get(name)?.name ?? r(`field.${name}`),
    valueName: nameValue,
    partName(part, value) {
      if (Array.isArray(value) && part === 'skillIds') return list(value.map((each) => named('skill', each)))
      if (value === null && part === 'to') return r('whom.nobody')
      if (value === null && part === 'groupId') return r('whom.noGroup')
      if (value === null && part === 'scheduleId') return r('action.set_schedule.channel')
      if (typeof value === 'number' && part !== 'value' && part !== 'seconds') return named(PARTS[part] ?? part, value)
      if (typeof value !== 'string' || part === 'tags') return plain(value)
      if (part === 'text') return said({ [locale]: value })
      const key = WORDS[`${part} ${value}`] ?? `value.${part}.${value}`
      return part === 'status' ||
        part === 'priority' ||
        part === 'type' ||
        part === 'locale' ||
        `${part} ${value}` in WORDS
        ? r(key)
        : value
    },
  }
}

const PARTS: Readonly<Record<string, string>> = {
  to: 'user',
  whom: 'user',
  groupId: 'group',
  statusId: 'ticket_status',
  formId: 'form',
  surveyId: 'survey',
  webhookId: 'webhook',
  styleId: 'style',
  queueId: 'queue',
  scheduleId: 'schedule',
  brandId: 'brand',
}
const WORDS: Readonly<Record<string, string>> = {
  'to actor': 'whom.actor',
  'to requester': 'whom.mail.requester',
  'to assignee': 'whom.mail.assignee',
  'to email': 'value.routing_channel.email',
  'to own': 'value.routing_channel.own',
  'whom assignee': 'whom.assignee',
  'whom actor': 'whom.actor',
  'groupId own': 'whom.ownGroup',
}

type KnownField = {
  of: string | null
  name: string | null
  /** Its values have words in the catalogue. */
  isChoice: boolean
  options: ReadonlyMap<string, string>
}

/** All fields conditions may ask, with their own labels and choices. */
function useFields(): ReadonlyMap<string, KnownField> {
  const locale = useLocale()
  const enabled = useMay('rules.manage')
  const lists = [
    useQuery({ ...ruleFieldsQuery('trigger'), enabled }).data,
    useQuery({ ...ruleFieldsQuery('automation'), enabled }).data,
    useQuery({ ...ruleFieldsQuery('messaging_trigger'), enabled }).data,
  ]
  const own = useDefinitions().data?.fields ?? []
  const builtIn = lists.flatMap((each) => each?.fields ?? [])
  const knownOf = ({ of, label, options }: FieldView): KnownField => ({
    of,
    isChoice: options !== null || of === 'locale',
    name: label === null ? null : saidIn(locale, label),
    options: new Map(),
  })
  return new Map([
    ...builtIn.map((field) => [field.name, knownOf(field)] as const),
    ...own.map(({ id, title, options }) => {
      const words = new Map(options.map(({ key, label }) => [key, saidIn(locale, label)]))
      return [`fields.${id}`, { of: 'own', name: saidIn(locale, title), isChoice: false, options: words }] as const
    }),
  ])
}

/** What there is of a kind; null: nothing is known by that. */
function useKnown(): (kind: string) => readonly Named[] | null {
  const locale = useLocale()
  const mayRules = useMay('rules.manage')
  const users = useColleagues()
  const groups = useGroups()
  const brands = useBrands()
  const { queues, skills } = useRoutingNames()
  const definitions = useDefinitions().data
  const channels = useQuery(channelsQuery).data ?? []
  const styles = useQuery(stylesQuery).data ?? []
  const schedules = useQuery(schedulesQuery).data ?? []
  const policies = useQuery({ ...policiesQuery, enabled: mayRules }).data ?? []
  const surveys = useQuery({ ...surveysQuery, enabled: mayRules }).data ?? []
  const known: Readonly<Record<string, readonly Named[]>> = {
    user: users,
    looker: users,
    group: groups,
    brand: brands,
    channel: channels,
    style: styles,
    schedule: schedules,
    sla_policy: policies,
    survey: surveys,
    queue: queues,
    skill: skills,
    ticket_status: (definitions?.statuses ?? []).map(({ id, label }) => ({ id, name: saidIn(locale, label) })),
    form: (definitions?.forms ?? []).map(({ id, name }) => ({ id, name: saidIn(locale, name) })),
  }
  return (kind) => known[kind] ?? null
}
