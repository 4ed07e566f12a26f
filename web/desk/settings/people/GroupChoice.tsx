import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import form from '../parts/Form.module.css'
import { groupsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'

type GroupChoiceProps = { value: readonly number[]; onChange: (groups: number[]) => void }

/** Whoever does not see everything places people only where he is himself [ID6]. */
export function GroupChoice({ value, onChange }: GroupChoiceProps) {
  const t = useSettingsText()
  const { me } = useDesk()
  const groups = useQuery(groupsQuery).data ?? []
  const mayPlaceIn = (id: number) => me.scope.tickets === 'all' || me.groups.includes(id)
  return (
    <fieldset className={form['checks']}>
      <legend className={form['label']}>{t('section.groups')}</legend>
      {groups.map(({ id, name }) => (
        <Checkbox
          key={id}
          isSelected={value.includes(id)}
          isDisabled={!mayPlaceIn(id)}
          onChange={(isIn) => onChange(isIn ? [...value, id] : value.filter((each) => each !== id))}
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  )
}
