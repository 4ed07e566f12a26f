import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { NumberField } from 'react-aria-components/NumberField'
import { Text } from 'react-aria-components/Text'
import field from '../../../kit/ui/Field.module.css'

type CountFieldProps = {
  label: string
  description?: string
  value: number
  least?: number
  most: number
  onChange: (value: number) => void
  error?: string | undefined
}

/** A whole number within its bounds. */
export function CountField({ label, description, value, least = 0, most, onChange, error }: CountFieldProps) {
  return (
    <NumberField
      className={field['field'] ?? ''}
      value={value}
      minValue={least}
      maxValue={most}
      step={1}
      isRequired
      isInvalid={Boolean(error)}
      validationBehavior={error ? 'aria' : 'native'}
      onChange={(chosen) => onChange(Number.isNaN(chosen) ? least : chosen)}
    >
      <Label className={field['label'] ?? ''}>{label}</Label>
      <Input className={field['input'] ?? ''} />
      {description && !error && (
        <Text slot="description" className={field['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={field['error'] ?? ''}>{error}</FieldError>
    </NumberField>
  )
}
