import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { useGroups } from '../../app/queries.ts'
import form from '../parts/Form.module.css'

type GroupMarksProps = { label: string; value: readonly number[]; onChange: (groupIds: number[]) => void }

/** The groups that are meant, by marks. */
export function GroupMarks({ label, value, onChange }: GroupMarksProps) {
  return (
    <fieldset className={form['checks']}>
      <legend className={form['label']}>{label}</legend>
      {useGroups().map(({ id, name }) => (
        <Checkbox
          key={id}
          isSelected={value.includes(id)}
          onChange={(isIn) => onChange(isIn ? [...value, id] : value.filter((each) => each !== id))}
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  )
}
