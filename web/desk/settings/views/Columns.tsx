import { X } from 'lucide-react'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { useDefinitions } from '../../app/queries.ts'
import { useViewsText } from '../../inbox/custom/text.ts'
import { useColumnName } from '../../inbox/custom/useColumnName.ts'
import { Alert } from '../parts/Alert.tsx'
import type { Complaint } from '../parts/complaints.ts'
import { ReorderList } from '../parts/ReorderList.tsx'
import css from './Columns.module.css'

const MOST = 12
const ADD = ''
const offered = [
  'ticketId',
  'subject',
  'contact',
  'status',
  'priority',
  'type',
  'groupId',
  'assigneeId',
  'tags',
  'channelId',
  'brandId',
  'locale',
  'createdAt',
  'updatedAt',
  'activityAt',
  'waitingSince',
  'dueAt',
  'sla',
]

type ColumnsProps = {
  value: readonly string[]
  onChange: (columns: string[]) => void
  complaints: readonly Complaint[]
}

/** The columns, in their order; more of them from a list. */
export function Columns({ value, onChange, complaints }: ColumnsProps) {
  const v = useViewsText()
  const nameOf = useColumnName()
  const own = (useDefinitions().data?.fields ?? []).filter(({ active }) => active).map(({ id }) => `fields.${id}`)
  // A list orders by numbers: each column by its place among all there are.
  const all = [...new Set([...offered, ...own, ...value])]
  const items = value.map((column) => ({ id: all.indexOf(column), column }))
  const left = all.filter((column) => !value.includes(column))
  const isWrong = complaints.some(({ field }) => field.startsWith('columns'))
  return (
    <div className={css['columns']}>
      {isWrong && <Alert>{v('wrong.columns')}</Alert>}
      <ReorderList
        label={v('what')}
        items={items}
        nameOf={({ column }) => nameOf(column)}
        onOrder={value.length > 1 ? (ids) => onChange(ids.flatMap((id) => all[id] ?? [])) : undefined}
      >
        {({ column }) => (
          <>
            <span className={css['name']}>{nameOf(column)}</span>
            {value.length > 1 && (
              <IconButton
                label={v('column.remove', { column: nameOf(column) })}
                onPress={() => onChange(value.filter((each) => each !== column))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </>
        )}
      </ReorderList>
      {value.length < MOST && left.length > 0 && (
        <Select
          label={v('column.add')}
          hideLabel
          placeholder={v('column.add')}
          value={ADD}
          items={left.map((id) => ({ id, label: nameOf(id) }))}
          onChange={(column) => onChange([...value, column])}
        />
      )}
    </div>
  )
}
