import type { Condition, FieldView } from '../../../../server/rules/contract.ts'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { ContactInput } from './ContactInput.tsx'
import { OrganizationInput } from './OrganizationInput.tsx'
import { useRulesText } from './text.ts'
import { useChoices } from './useChoices.ts'
import css from './Rows.module.css'

type Value = Condition['value']
type ValueInputProps = { field: FieldView; isList: boolean; value: Value; onChange: (value: Value) => void }

/** The value a condition compares with, by the kind of its field. */
export function ValueInput({ field, isList, value, onChange }: ValueInputProps) {
  const r = useRulesText()
  const choices = useChoices(field)
  if (field.of === 'contact') return <ContactInput isList={isList} value={value} onChange={onChange} />
  if (field.of === 'organization') return <OrganizationInput isList={isList} value={value} onChange={onChange} />
  if (choices !== null && isList) return <Several choices={choices} value={value} onChange={onChange} />
  if (choices !== null)
    return (
      <Select
        label={r('condition.value')}
        hideLabel
        value={String(value ?? '')}
        items={[{ id: '', label: r('value.none') }, ...choices.map(({ id, label }) => ({ id: String(id), label }))]}
        onChange={(chosen) => onChange(choices.find(({ id }) => String(id) === chosen)?.id ?? null)}
      />
    )
  if (field.type === 'flag')
    return (
      <Select
        label={r('condition.value')}
        hideLabel
        value={value === true ? 'yes' : 'no'}
        items={[
          { id: 'yes', label: r('value.yes') },
          { id: 'no', label: r('value.no') },
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  if (field.type === 'number' || field.type === 'since' || field.type === 'until')
    return (
      <TextField
        label={r('condition.value')}
        hideLabel
        inputMode="decimal"
        value={typeof value === 'number' ? String(value) : ''}
        onChange={(text) => onChange(/^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null)}
      />
    )
  return (
    <TextField
      label={r('condition.value')}
      hideLabel
      placeholder={isList ? r('value.words') : ''}
      value={Array.isArray(value) ? value.join(', ') : String(value ?? '')}
      onChange={(text) => onChange(isList ? text.split(',').map((word) => word.trimStart()) : text)}
      onBlur={() => Array.isArray(value) && onChange(value.filter((word) => String(word).trim() !== ''))}
    />
  )
}

type Chosen = { id: string | number; label: string }
function Several({ choices, value, onChange }: { choices: Chosen[]; value: Value; onChange: (value: Value) => void }) {
  const r = useRulesText()
  const list = Array.isArray(value) ? value : []
  return (
    <div className={css['choices']} role="group" aria-label={r('condition.value')}>
      {choices.map(({ id, label }) => (
        <Checkbox
          key={id}
          isSelected={list.includes(id)}
          onChange={(isIn) => onChange(isIn ? [...list, id] : list.filter((each) => each !== id))}
        >
          {label}
        </Checkbox>
      ))}
    </div>
  )
}
