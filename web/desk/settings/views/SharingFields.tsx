import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { useGroups } from '../../app/queries.ts'
import { useViewsText } from '../../inbox/custom/text.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Hint } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import type { ViewDraft } from './draft.ts'

type SharingFieldsProps = { draft: ViewDraft; onChange: (change: Partial<ViewDraft>) => void }

/** For whom it is there. Without the right to keep rules, for oneself alone. */
export function SharingFields({ draft, onChange }: SharingFieldsProps) {
  const v = useViewsText()
  const groups = useGroups()
  if (!useMay('rules.manage')) return <Hint>{v('sharing.onlyMe')}</Hint>
  const { sharing, groups: chosen } = draft
  return (
    <>
      <RadioGroup
        label={v('sharing')}
        value={sharing}
        onChange={(to) => onChange({ sharing: to })}
        items={(['me', 'everybody', 'groups'] as const).map((id) => ({ id, label: v(`sharing.${id}`) }))}
      />
      {sharing === 'groups' && (
        <fieldset className={form['checks']}>
          <legend className={form['label']}>{v('sharing.which')}</legend>
          {groups.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={chosen.includes(id)}
              onChange={(on) => onChange({ groups: on ? [...chosen, id] : chosen.filter((one) => one !== id) })}
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
    </>
  )
}
