import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { useGroups } from '../../app/queries.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Hint } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import type { MacroDraft } from './draft.ts'
import { useMacrosText } from './text.ts'

type SharingFieldsProps = { draft: MacroDraft; onChange: (change: Partial<MacroDraft>) => void }

/** For whom it is there. Without the right to keep rules, for oneself alone. */
export function SharingFields({ draft, onChange }: SharingFieldsProps) {
  const m = useMacrosText()
  const groups = useGroups()
  if (!useMay('rules.manage')) return <Hint>{m('sharing.onlyMe')}</Hint>
  const { sharing, groups: chosen } = draft
  return (
    <>
      <RadioGroup
        label={m('sharing')}
        value={sharing}
        onChange={(to) => onChange({ sharing: to })}
        items={[
          { id: 'me', label: m('sharing.me') },
          { id: 'everybody', label: m('sharing.everybody') },
          { id: 'groups', label: m('sharing.groups') },
        ]}
      />
      {sharing === 'groups' && (
        <fieldset className={form['checks']}>
          <legend className={form['label']}>{m('sharing.which')}</legend>
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
