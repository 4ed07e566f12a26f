import { SearchX } from 'lucide-react'
import { useState } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { LackSwitch } from '../parts/LackSwitch.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import bar from '../parts/Toolbar.module.css'
import { useLacking } from '../parts/useLacking.ts'
import { useSettingsText } from '../text.ts'
import { remindersOf } from './reminders-of.ts'
import { StyleCard } from './StyleCard.tsx'
import { useStyleName } from './useEffectText.ts'
import css from './Styles.module.css'

type StyleListProps = { styles: readonly StyleView[]; onEdit: (style: StyleView) => void }

/** All of them, found by typing; or those whose reminders are not written in every language. */
export function StyleList({ styles, onEdit }: StyleListProps) {
  const t = useSettingsText()
  const styleName = useStyleName()
  const [typed, setTyped] = useState('')
  const { shown, control } = useLacking(styles, remindersOf)
  const found = shown.filter((style) => matches(typed, [styleName(style)]))
  return (
    <>
      <div className={bar['bar']}>
        <SearchInput label={t('styles.search')} value={typed} onChange={setTyped} isMain />
        <LackSwitch {...control} />
      </div>
      {found.length === 0 && (
        <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('order.none')} text={t('order.none.text')} />
      )}
      <ul className={css['styles']}>
        {found.map((style) => (
          <StyleCard key={style.id} style={style} onEdit={() => onEdit(style)} />
        ))}
      </ul>
    </>
  )
}
