import { X } from 'lucide-react'
import type { Condition, FieldView } from '../../../../server/rules/contract.ts'
import { takesList, takesNoValue } from '../../../../server/platform/pure/conditions/field.ts'
import type { Operator } from '../../../../server/platform/pure/conditions/condition.ts'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import type { Complaint } from '../parts/complaints.ts'
import { wrongKey } from './draft.ts'
import { fieldGroups, groupOf } from './field-groups.ts'
import { useRulesText } from './text.ts'
import { useFieldName } from './useFieldName.ts'
import { ValueInput } from './ValueInput.tsx'
import css from './Rows.module.css'

type ConditionRowProps = {
  condition: Condition
  fields: readonly FieldView[]
  complaint: Complaint | undefined
  onChange: (condition: Condition) => void
  onRemove: () => void
}

/** What is asked, how, and for what. */
export function ConditionRow({ condition, fields, complaint, onChange, onRemove }: ConditionRowProps) {
  const r = useRulesText()
  const nameOf = useFieldName()
  const field = fields.find(({ name }) => name === condition.field)
  const known = fieldGroups.flatMap((group) =>
    fields
      .filter((each) => groupOf(each) === group)
      .map((each) => ({ id: each.name, label: nameOf(each), group: r(`group.${group}`) }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  )
  const missing = field === undefined ? [{ id: condition.field, label: r('field.gone') }] : []
  return (
    <div className={css['row']} data-wrong={complaint !== undefined}>
      <Select
        label={r('condition.field')}
        hideLabel
        value={condition.field}
        items={[...missing, ...known]}
        onChange={(name) =>
          onChange(
            fresh(
              fields.find((each) => each.name === name),
              name,
            ),
          )
        }
      />
      <Select
        label={r('condition.operator')}
        hideLabel
        value={condition.operator}
        items={(field?.operators ?? [condition.operator]).map((operator) => ({
          id: operator,
          label: r(`operator.${operator}`),
        }))}
        onChange={(operator) => onChange(withOperator(condition, operator))}
      />
      {field === undefined || takesNoValue(condition.operator) ? (
        <span />
      ) : (
        <div className={field.type === 'since' ? css['timed'] : undefined}>
          <ValueInput
            field={field}
            isList={takesList(condition.operator)}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value })}
          />
          {field.type === 'since' && (
            <Select
              label={r('hours.label')}
              hideLabel
              value={condition.business === true ? 'business' : 'calendar'}
              items={(['calendar', 'business'] as const).map((id) => ({ id, label: r(`hours.${id}`) }))}
              onChange={(hours) => onChange({ ...condition, business: hours === 'business' })}
            />
          )}
        </div>
      )}
      <IconButton label={r('condition.remove')} onPress={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
      {complaint && <p className={css['wrong']}>{r(wrongKey(complaint.message))}</p>}
    </div>
  )
}

/** A condition on another field begins with that field's first operator. */
function fresh(field: FieldView | undefined, name: string): Condition {
  const operator = field?.operators[0] ?? 'is'
  const first = field?.type === 'flag' ? true : (field?.options?.[0] ?? null)
  return withOperator({ field: name, operator, value: first }, operator)
}

function withOperator({ field, value, business }: Condition, operator: Operator): Condition {
  if (takesNoValue(operator)) return { field, operator }
  const hours = business === undefined ? {} : { business }
  if (takesList(operator))
    return { field, operator, value: Array.isArray(value) ? value : [value ?? null].filter((each) => each !== null) }
  return { field, operator, value: Array.isArray(value) ? (value[0] ?? null) : (value ?? null), ...hours }
}
