import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import css from './Checkbox.module.css'

type RadioGroupProps<Id extends string> = {
  label: string
  items: { id: Id; label: string; description?: string; isDisabled?: boolean }[]
  value: Id
  onChange: (value: Id) => void
  isDisabled?: boolean
}

export function RadioGroup<Id extends string>({ label, items, value, onChange, isDisabled }: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      className={css['group'] ?? ''}
      value={value}
      isDisabled={isDisabled ?? false}
      onChange={(chosen) => {
        const item = items.find(({ id }) => id === chosen)
        if (item) onChange(item.id)
      }}
    >
      <Label className={css['label'] ?? ''}>{label}</Label>
      {items.map((item) => (
        <Radio
          key={item.id}
          value={item.id}
          isDisabled={item.isDisabled ?? false}
          className={`${css['checkbox']} ${css['round']}`}
        >
          <span className={css['box']} />
          <span>
            {item.label}
            {item.description && <span className={css['description']}>{item.description}</span>}
          </span>
        </Radio>
      ))}
    </AriaRadioGroup>
  )
}
