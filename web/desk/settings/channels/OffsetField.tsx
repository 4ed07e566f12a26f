import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { NumberField } from 'react-aria-components/NumberField'
import { Text } from 'react-aria-components/Text'
import field from '../../../kit/ui/Field.module.css'
import { useSettingsText } from '../text.ts'
import css from './OffsetField.module.css'

const MOST_OFFSET = 200

/** How far above the lower edge of the page, for whatever stands there already. */
export function OffsetField({ value, onChange }: { value: number; onChange: (offset: number) => void }) {
  const t = useSettingsText()
  return (
    <NumberField
      className={`${field['field']} ${css['field']}`}
      value={value}
      minValue={0}
      maxValue={MOST_OFFSET}
      step={1}
      onChange={(offset) => onChange(Number.isNaN(offset) ? 0 : offset)}
    >
      <Label className={field['label'] ?? ''}>{t('look.offset')}</Label>
      <Input className={`${field['input']} ${css['input']}`} />
      <Text slot="description" className={field['description'] ?? ''}>
        {t('look.offset.text')}
      </Text>
    </NumberField>
  )
}
