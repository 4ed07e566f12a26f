import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { NumberField } from 'react-aria-components/NumberField'
import { Text } from 'react-aria-components/Text'
import field from '../../../kit/ui/Field.module.css'

type MinutesFieldProps = {
  label: string
  description?: string
  value: number
  least: number
  onChange: (minutes: number) => void
}

/** Whole minutes, a day at most. */
export function MinutesField({ label, description, value, least, onChange }: MinutesFieldProps) {
  return (
    <NumberField
      className={field['field'] ?? ''}
      value={value}
      minValue={least}
      maxValue={1440}
      step={1}
      isRequired
      onChange={(minutes) => onChange(Number.isNaN(minutes) ? least : minutes)}
    >
      <Label className={field['label'] ?? ''}>{label}</Label>
      <Input className={field['input'] ?? ''} />
      {description && (
        <Text slot="description" className={field['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={field['error'] ?? ''} />
    </NumberField>
  )
}
