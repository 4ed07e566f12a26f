import { Plus } from 'lucide-react'
import type { Condition, FieldView } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { ConditionRow } from './ConditionRow.tsx'
import { type Complaint, complaintAt } from '../parts/complaints.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type ConditionRowsProps = {
  list: 'all' | 'any'
  value: readonly Condition[]
  onChange: (conditions: Condition[]) => void
  fields: readonly FieldView[]
  complaints: readonly Complaint[]
  /** What a new row asks, until something else is chosen. */
  begin?: Condition
}
const BEGIN: Condition = { field: 'status', operator: 'is', value: 'open' }

/** The conditions that must all hold, or of which one must. */
export function ConditionRows({ list, value, onChange, fields, complaints, begin = BEGIN }: ConditionRowsProps) {
  const r = useRulesText()
  return (
    <fieldset className={css['rows']}>
      <legend>{r(`list.${list}`)}</legend>
      {value.map((condition, index) => (
        <ConditionRow
          // Rows have no name of their own, and hold no state but what is given.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          condition={condition}
          fields={fields}
          complaint={complaintAt(complaints, `conditions.${list}.${index}`)}
          onChange={(changed) => onChange(value.with(index, changed))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
        />
      ))}
      <Button
        size="s"
        variant="quiet"
        icon={<Plus size={14} aria-hidden />}
        onPress={() => onChange([...value, begin])}
      >
        {r('condition.add')}
      </Button>
    </fieldset>
  )
}
