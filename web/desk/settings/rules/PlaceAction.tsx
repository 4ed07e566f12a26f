import { useQuery } from '@tanstack/react-query'
import type { Action } from '../../../../server/rules/contract.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { useBrands } from '../../app/queries.ts'
import { schedulesQuery } from '../queries.ts'
import { useRulesText } from './text.ts'

type OfDo<Name extends Action['do']> = Extract<Action, { do: Name }>
type Props<Of extends Action> = { action: Of; onChange: (action: Action) => void }

export function ScheduleAction({ action, onChange }: Props<OfDo<'set_schedule'>>) {
  const r = useRulesText()
  const schedules = useQuery(schedulesQuery).data ?? []
  return (
    <Select
      label={r('action.set_schedule')}
      hideLabel
      description={r('action.set_schedule.text')}
      value={String(action.scheduleId ?? 'channel')}
      items={[
        { id: 'channel', label: r('action.set_schedule.channel') },
        ...schedules.map(({ id, name }) => ({ id: String(id), label: name })),
      ]}
      onChange={(id) => onChange({ ...action, scheduleId: id === 'channel' ? null : Number(id) })}
    />
  )
}

export function BrandAction({ action, onChange }: Props<OfDo<'set_brand'>>) {
  const r = useRulesText()
  return (
    <Select
      label={r('action.set_brand')}
      hideLabel
      placeholder={r('action.choose')}
      description={r('action.set_brand.text')}
      value={action.brandId === 0 ? null : String(action.brandId)}
      items={useBrands().map(({ id, name }) => ({ id: String(id), label: name }))}
      onChange={(id) => onChange({ ...action, brandId: Number(id) })}
    />
  )
}

export function LanguageAction({ action, onChange }: Props<OfDo<'set_language'>>) {
  const r = useRulesText()
  return (
    <Select
      label={r('action.set_language')}
      hideLabel
      description={r('action.set_language.text')}
      value={action.locale}
      items={['en', 'fr'].map((id) => ({ id, label: r(`value.locale.${id}`) }))}
      onChange={(locale) => onChange({ ...action, locale })}
    />
  )
}
