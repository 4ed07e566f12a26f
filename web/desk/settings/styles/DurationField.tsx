import { NumberField } from 'react-aria-components/NumberField'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import field from '../../../kit/ui/Field.module.css'
import { Select } from '../../../kit/ui/Select.tsx'
import { useSettingsText } from '../text.ts'
import { type Duration, mostOf, units } from './duration.ts'
import css from './DurationField.module.css'

type DurationFieldProps = {
  label: string
  value: Duration
  onChange: (value: Duration) => void
  error?: string | undefined
}

/** A whole number and its unit, from a minute to 28 days. */
export function DurationField({ label, value, onChange, error }: DurationFieldProps) {
  const t = useSettingsText()
  return (
    <div className={css['row']}>
      <NumberField
        className={field['field'] ?? ''}
        value={value.amount}
        minValue={1}
        maxValue={mostOf(value.unit)}
        step={1}
        isRequired
        isInvalid={Boolean(error)}
        validationBehavior={error ? 'aria' : 'native'}
        onChange={(amount) => onChange({ ...value, amount: Number.isNaN(amount) ? 1 : amount })}
      >
        <Label className={field['label'] ?? ''}>{label}</Label>
        <Input className={`${field['input']} ${css['amount']}`} />
        <Text slot="description" className={field['description'] ?? ''}>
          {t('duration.most')}
        </Text>
        <FieldError className={field['error'] ?? ''}>{error}</FieldError>
      </NumberField>
      <Select
        label={t('duration.unit')}
        value={value.unit}
        onChange={(unit) => onChange({ amount: Math.min(value.amount, mostOf(unit)), unit })}
        items={units.map((unit) => ({ id: unit, label: t(`duration.${unit}`, { n: value.amount }) }))}
      />
    </div>
  )
}
