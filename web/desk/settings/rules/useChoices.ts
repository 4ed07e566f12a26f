import { useQuery } from '@tanstack/react-query'
import type { FieldView } from '../../../../server/rules/contract.ts'
import { useBrands, useColleagues, useDefinitions, useGroups } from '../../app/queries.ts'
import { channelsQuery, schedulesQuery } from '../queries.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { queuesQuery, skillsQuery } from '../routing/queries.ts'
import { policiesQuery } from '../sla/queries.ts'
import { useRulesText } from './text.ts'

type Choices = { id: string | number; label: string }[]

/** What can be chosen for a field; null where it is typed. */
export function useChoices(field: Pick<FieldView, 'name' | 'of' | 'options'>): Choices | null {
  const r = useRulesText()
  const groups = useGroups()
  const colleagues = useColleagues()
  const brands = useBrands()
  const locale = useLocale()
  const definitions = useDefinitions().data ?? { statuses: [], forms: [], fields: [] }
  const say = (texts: Readonly<Record<string, string>>) => texts[locale] ?? Object.values(texts)[0] ?? ''
  const channels = useQuery(channelsQuery).data ?? []
  const policies = useQuery({ ...policiesQuery, enabled: field.of === 'sla_policy' }).data ?? []
  const schedules = useQuery({ ...schedulesQuery, enabled: field.of === 'schedule' }).data ?? []
  const skills = useQuery({ ...skillsQuery, enabled: field.of === 'skill' }).data ?? []
  const queues = useQuery({ ...queuesQuery, enabled: field.of === 'queue' }).data ?? []
  switch (field.of) {
    case 'group':
      return groups.map(({ id, name }) => ({ id, label: name }))
    case 'user':
      return colleagues.filter(({ assignable }) => assignable).map(({ id, name }) => ({ id, label: name }))
    case 'looker':
      return [
        { id: 'me', label: r('whom.me') },
        ...colleagues.filter(({ assignable }) => assignable).map(({ id, name }) => ({ id, label: name })),
      ]
    case 'brand':
      return brands.map(({ id, name }) => ({ id, label: name }))
    case 'channel':
      return channels.map(({ id, name }) => ({ id, label: name }))
    case 'ticket_status':
      return definitions.statuses.map(({ id, label }) => ({ id, label: say(label) }))
    case 'form':
      return definitions.forms.map(({ id, name }) => ({ id, label: say(name) }))
    case 'sla_policy':
      return policies.map(({ id, name }) => ({ id, label: name }))
    case 'schedule':
      return schedules.map(({ id, name }) => ({ id, label: name }))
    case 'skill':
      // Members of a set are words.
      return skills.map(({ id, name }) => ({ id: String(id), label: name }))
    case 'queue':
      return queues.map(({ id, name }) => ({ id, label: name }))
    case 'own':
      return (field.options ?? []).map((key) => {
        const option = definitions.fields
          .find(({ id }) => `fields.${id}` === field.name)
          ?.options.find((each) => each.key === key)
        return { id: key, label: option === undefined ? key : say(option.label) }
      })
    case 'locale':
      return ['en', 'fr'].map((id) => ({ id, label: r(`value.locale.${id}`) }))
    default:
      return field.options === null
        ? null
        : field.options.map((option) => ({ id: option, label: r(`value.${field.of ?? ''}.${option}`) }))
  }
}
