import { useQuery } from '@tanstack/react-query'
import { Select } from '../../../kit/ui/Select.tsx'
import { brandsQuery, groupsQuery, schedulesQuery, stylesQuery } from '../queries.ts'
import { useEffectText, useStyleName } from '../styles/useEffectText.ts'
import { useSettingsText } from '../text.ts'

type FieldProps<Value> = { value: Value | null; onChange: (value: Value) => void; error?: string | undefined }

/** How conversations end and resume, with what that means now. */
export function StyleField({ value, onChange, error }: FieldProps<number>) {
  const t = useSettingsText()
  const effect = useEffectText()
  const styleName = useStyleName()
  const styles = useQuery(stylesQuery).data ?? []
  const chosen = styles.find(({ id }) => id === value)
  return (
    <Select
      label={t('channel.style')}
      description={chosen ? `${effect(chosen)} ${t(`style.${chosen.kind}.return`)}` : undefined}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(Number(id))}
      error={error}
      items={styles
        .filter(({ id, active }) => active || id === value)
        .map((style) => ({ id: String(style.id), label: styleName(style), description: effect(style) }))}
    />
  )
}

export function GroupField({ value, onChange, error }: FieldProps<number | null>) {
  const t = useSettingsText()
  const groups = useQuery(groupsQuery).data ?? []
  const chosen = groups.find(({ id }) => id === value)
  return (
    <Select
      label={t('channel.group')}
      description={chosen ? t('channel.group.text', { group: chosen.name }) : t('channel.group.none')}
      value={value === null ? '0' : String(value)}
      onChange={(id) => onChange(id === '0' ? null : Number(id))}
      error={error}
      items={[
        { id: '0', label: t('channels.noGroup') },
        ...groups.map(({ id, name }) => ({ id: String(id), label: name })),
      ]}
    />
  )
}

/** Its own opening hours, or those that count everywhere. */
export function ScheduleField({ value, onChange, error }: FieldProps<number | null>) {
  const t = useSettingsText()
  const schedules = useQuery(schedulesQuery).data ?? []
  const standard = schedules.find(({ isDefault }) => isDefault)
  return (
    <Select
      label={t('channel.schedule')}
      description={t(value === null && standard === undefined ? 'channel.schedule.none' : 'channel.schedule.text')}
      value={value === null ? '0' : String(value)}
      onChange={(id) => onChange(id === '0' ? null : Number(id))}
      error={error}
      items={[
        {
          id: '0',
          label: standard ? t('channel.schedule.default', { name: standard.name }) : t('channel.schedule.always'),
        },
        ...schedules.map(({ id, name }) => ({ id: String(id), label: name })),
      ]}
    />
  )
}

/** With one brand there is nothing to choose. */
export function BrandField({ value, onChange, error }: FieldProps<number>) {
  const t = useSettingsText()
  const brands = useQuery(brandsQuery).data ?? []
  if (brands.length < 2) return null
  return (
    <Select
      label={t('channel.brand')}
      description={t('channel.brand.text')}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(Number(id))}
      error={error}
      items={brands.map(({ id, name }) => ({ id: String(id), label: name }))}
    />
  )
}
