import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { FieldValue, TicketField } from '../../../../server/tickets/contract.ts'
import { regional, useLocale } from '../../../kit/i18n.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import field from '../../../kit/ui/Field.module.css'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useDeskText } from '../../app/text.ts'
import { useSaid } from '../../app/said.ts'
import { useTicketText } from '../../ticket/text.ts'
import css from './FieldInput.module.css'

export type FieldInputProps = {
  definition: TicketField
  label: string
  help: string | undefined
  value: FieldValue | undefined
  error: string | undefined
  onChange: (value: FieldValue | null) => void
}

/** A field as its kind is filled in; text is set when one leaves it or presses Enter. */
export function FieldInput(props: FieldInputProps) {
  switch (props.definition.kind) {
    case 'dropdown':
      return <OneOption {...props} />
    case 'multiselect':
      return <ManyOptions {...props} />
    case 'checkbox':
      return <Ticked {...props} />
    case 'text':
    case 'multiline':
    case 'number':
    case 'date':
    case 'pattern':
      return <Typed {...props} />
  }
}

function Typed({ definition: { kind }, label, help, value, error, onChange }: FieldInputProps) {
  const t = useTicketText()
  const locale = useLocale()
  const stored = asText(value, kind === 'number' ? regional(locale) : null)
  const [draft, setDraft] = useState<string | null>(null)
  const [isNoNumber, setNoNumber] = useState(false)
  const commit = () => {
    if (draft === null || draft.trim() === stored) return setDraft(null)
    const text = draft.trim()
    if (kind !== 'number') {
      setDraft(null)
      return onChange(text === '' ? null : text)
    }
    const number = asNumber(text)
    setNoNumber(Number.isNaN(number))
    if (Number.isNaN(number)) return
    setDraft(null)
    onChange(text === '' ? null : number)
  }
  return (
    <TextField
      label={label}
      description={help}
      error={isNoNumber ? t('misfit.number') : error}
      value={draft ?? stored}
      onChange={setDraft}
      onBlur={commit}
      maxLength={kind === 'multiline' ? 4000 : 1000}
      {...(kind === 'multiline' && { rows: 3 })}
      {...(kind === 'number' && { inputMode: 'decimal' as const })}
      {...(kind === 'date' && { type: 'date' })}
      {...(kind !== 'multiline' && {
        onKeyDown: (event: React.KeyboardEvent) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
        },
      })}
    />
  )
}

const NONE = '-'

function OneOption({ definition, label, help, value, error, onChange }: FieldInputProps) {
  const t = useTicketText()
  const said = useSaid()
  return (
    <Select
      label={label}
      description={help}
      error={error}
      value={typeof value === 'string' ? value : NONE}
      onChange={(key) => onChange(key === NONE ? null : key)}
      items={[
        { id: NONE, label: t('none') },
        ...definition.options.map((option) => ({ id: option.key, label: said(option.label) })),
      ]}
    />
  )
}

function ManyOptions({ definition, label, help, value, error, onChange }: FieldInputProps) {
  const t = useTicketText()
  const desk = useDeskText()
  const said = useSaid()
  const chosen = Array.isArray(value) ? value : []
  const nameOf = (key: string) => said(definition.options.find((option) => option.key === key)?.label ?? { en: key })
  return (
    <div role="group" aria-label={label} className={field['field']}>
      <span className={field['label']}>{label}</span>
      <span className={css['chosen']}>
        {chosen.map((key) => (
          <Tag
            key={key}
            removeLabel={t('field.remove', { name: nameOf(key) })}
            onRemove={() => onChange(chosen.filter((each) => each !== key))}
          >
            {nameOf(key)}
          </Tag>
        ))}
        <Picker
          label={t('field.add', { field: label })}
          trigger={
            <IconButton size="s" label={t('field.add', { field: label })}>
              <Plus size={14} aria-hidden />
            </IconButton>
          }
          items={definition.options
            .filter(({ key }) => !chosen.includes(key))
            .map((option) => ({ id: option.key, label: said(option.label) }))}
          value={null}
          onChange={(key) => onChange([...chosen, key])}
          none={desk('picker.none')}
        />
      </span>
      {help && !error && <span className={field['description']}>{help}</span>}
      {error && <span className={field['error']}>{error}</span>}
    </div>
  )
}

function Ticked({ label, help, value, error, onChange }: FieldInputProps) {
  return (
    <div className={field['field']}>
      <Checkbox
        isSelected={value === true}
        isInvalid={error !== undefined}
        onChange={onChange}
        {...(help && { description: help })}
      >
        {label}
      </Checkbox>
      {error && <span className={field['error']}>{error}</span>}
    </div>
  )
}

function asText(value: FieldValue | undefined, region: string | null): string {
  if (typeof value === 'number' && region !== null)
    return new Intl.NumberFormat(region, { maximumFractionDigits: 12, useGrouping: false }).format(value)
  return value === undefined ? '' : String(value)
}

/** Also with a comma and spaces between thousands, as it is typed in French. */
const asNumber = (text: string): number => Number(text.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.'))
