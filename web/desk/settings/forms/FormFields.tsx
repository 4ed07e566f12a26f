import { Plus, X } from 'lucide-react'
import type { TicketField } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { iconOf } from '../fields/field-kinds.ts'
import { ReorderList } from '../parts/ReorderList.tsx'
import lines from '../parts/Lines.module.css'
import layout from '../parts/Form.module.css'

type FormFieldsProps = {
  fields: readonly TicketField[]
  value: readonly number[]
  onChange: (fieldIds: number[]) => void
}

/** The fields of a form in their order; more are added by typing a few letters. */
export function FormFields({ fields, value, onChange }: FormFieldsProps) {
  const d = useDefinitionsText()
  const said = useSaid()
  const chosen = value.flatMap((id) => fields.find((field) => field.id === id) ?? [])
  const others = fields.filter(({ id, active }) => active && !value.includes(id))
  return (
    <>
      {chosen.length === 0 && <p className={lines['none']}>{d('forms.fields.none')}</p>}
      <ReorderList label={d('forms.fields')} items={chosen} nameOf={({ title }) => said(title)} onOrder={onChange}>
        {(field) => {
          const Icon = iconOf(field.kind)
          return (
            <>
              <Icon size={16} aria-hidden />
              <span className={lines['words']}>
                <b>{said(field.title)}</b>
              </span>
              {field.requiredOnSolve && <Tag>{d('required')}</Tag>}
              {!field.active && <Tag tone="warn">{d('off')}</Tag>}
              <IconButton
                label={d('forms.fields.remove', { name: said(field.title) })}
                onPress={() => onChange(value.filter((id) => id !== field.id))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </>
          )
        }}
      </ReorderList>
      {others.length > 0 && (
        <div className={layout['actions']}>
          <Picker
            label={d('forms.fields.add')}
            trigger={<Button icon={<Plus size={16} aria-hidden />}>{d('forms.fields.add')}</Button>}
            items={others.map((field) => ({
              id: String(field.id),
              label: said(field.title),
              description: d(`kind.${field.kind}`),
            }))}
            value={null}
            onChange={(id) => onChange([...value, Number(id)])}
            none={d('fields.noMatch')}
          />
        </div>
      )}
    </>
  )
}
