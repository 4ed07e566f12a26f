import { Switch } from '../../../kit/ui/Switch.tsx'
import { useSettingsText } from '../text.ts'

type LackSwitchProps = { n: number; isOn: boolean; onChange: (isOn: boolean) => void }

/** Shows only those of a list in which a text is missing; absent where none is. */
export function LackSwitch({ n, isOn, onChange }: LackSwitchProps) {
  const t = useSettingsText()
  if (n === 0) return null
  return (
    <Switch isSelected={isOn} onChange={onChange}>
      {t('texts.lacking', { n })}
    </Switch>
  )
}
