import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../kit/i18n.tsx'
import { useBrands, useColleagues, useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'
import { useGroupName } from '../../app/useGroupName.ts'
import { schedulesQuery } from '../../settings/queries.ts'
import { type HistoryText, useHistoryText } from './text.ts'

export type Change = { field: string; name: string; before: string | null; after: string | null }
type Changes = Readonly<Record<string, readonly [unknown, unknown]>>

const named: Readonly<Record<string, Parameters<HistoryText>[0]>> = {
  subject: 'field.subject',
  status: 'field.status',
  statusId: 'field.status',
  type: 'field.type',
  priority: 'field.priority',
  groupId: 'field.group',
  assigneeId: 'field.assignee',
  tags: 'field.tags',
  dueAt: 'field.due',
  followers: 'field.followers',
  organizationId: 'field.organization',
  formId: 'field.form',
  brandId: 'field.brand',
  scheduleId: 'field.hours',
  snoozedUntil: 'field.snoozed',
  session: 'field.session',
  sessionEndReason: 'field.endReason',
  problemId: 'field.problem',
  mergedInto: 'field.mergedInto',
  hidden: 'field.hidden',
  satisfaction: 'field.satisfaction',
  satisfactionScore: 'field.score',
  slaMissed: 'field.slaMissed',
  styleName: 'field.style',
}

/** Each field that changed, with what it said before and after, in words. */
export function useFieldWords(): (changes: Changes) => Change[] {
  const h = useHistoryText()
  const t = useDeskText()
  // What is stored may be of a later version: its words are looked up by what it says.
  const [words, ticketText, deskText, kit] = [useText('history'), useText('ticket'), useText('desk'), useText('kit')]
  const times = useTimes()
  const said = useSaid()
  const colleagues = useColleagues()
  const groupName = useGroupName()
  const brands = useBrands()
  const schedules = useQuery(schedulesQuery).data ?? []
  const definitions = useDefinitions().data

  const person = (id: unknown) => colleagues.find((one) => one.id === id)?.name ?? t('someone')
  const word = (field: string, value: unknown): string => {
    switch (field) {
      case 'status':
        return kit(`status.${String(value)}`)
      case 'statusId':
        return said(definitions?.statuses.find(({ id }) => id === value)?.label ?? {}) || String(value)
      case 'type':
        return ticketText(`type.${String(value)}`)
      case 'priority':
        return deskText(`priority.${String(value)}`)
      case 'groupId':
        return groupName(Number(value))
      case 'brandId':
        return brands.find(({ id }) => id === value)?.name ?? String(value)
      case 'scheduleId':
        return schedules.find(({ id }) => id === value)?.name ?? String(value)
      case 'assigneeId':
        return person(value)
      case 'followers':
        return Array.isArray(value) ? value.map(person).join(', ') : String(value)
      case 'formId':
        return said(definitions?.forms.find(({ id }) => id === value)?.name ?? {}) || String(value)
      case 'dueAt':
      case 'snoozedUntil':
        return times.brief(String(value))
      case 'problemId':
      case 'mergedInto':
        return `#${String(value)}`
      case 'slaMissed':
        return Array.isArray(value)
          ? value.map((metric) => words(`metric.${String(metric)}`)).join(', ')
          : String(value)
      case 'styleName':
        return isKind(value) ? t(`style.${value}`) : String(value)
      case 'session':
      case 'hidden':
      case 'sessionEndReason':
      case 'satisfaction':
        return words(`${field}.${String(value)}`)
      default:
        return own(field, value)
    }
  }
  const own = (field: string, value: unknown): string => {
    const definition = definitions?.fields.find(({ id }) => field === `fields.${id}`)
    const option = (key: unknown) =>
      said(definition?.options.find((each) => each.key === key)?.label ?? {}) || String(key)
    if (value === true) return ticketText('yes')
    if (value === false) return ticketText('no')
    return Array.isArray(value) ? value.map(option).join(', ') : option(value)
  }
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  const nameOf = (field: string): string => {
    const key = named[field]
    if (key !== undefined) return h(key)
    return said(definitions?.fields.find(({ id }) => field === `fields.${id}`)?.title ?? {}) || h('field.other')
  }

  return (changes) =>
    Object.entries(changes)
      // The status says it already, in the account's own word.
      .filter(([field]) => field !== 'statusId' || changes['status'] === undefined)
      .map(([field, values]) => {
        const [before, after] = values.map((value, index) => {
          if (isEmpty(value)) return null
          const ownStatus = field === 'status' ? changes['statusId']?.[index] : null
          return ownStatus ? word('statusId', ownStatus) : word(field, value)
        })
        return { field, name: nameOf(field), before: before ?? null, after: after ?? null }
      })
}

type Kind = 'live_chat' | 'live_chat_returning' | 'social_messaging'
/** One of the product's own; any other is a name. */
const isKind = (value: unknown): value is Kind =>
  value === 'live_chat' || value === 'live_chat_returning' || value === 'social_messaging'
