import type { Colleague } from '../../../server/identity/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { useDeskText } from '../app/text.ts'
import css from './Editor.module.css'

type MentionListProps = {
  id: string
  colleagues: readonly Colleague[]
  chosen: number
  onChoose: (index: number) => void
}

export function MentionList({ id, colleagues, chosen, onChoose }: MentionListProps) {
  const t = useDeskText()
  return (
    <ul id={id} role="listbox" aria-label={t('composer.mention')} className={css['mentions']}>
      {colleagues.map((colleague, index) => (
        <li
          key={colleague.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            // The field keeps the focus.
            event.preventDefault()
            onChoose(index)
          }}
        >
          <Avatar name={colleague.name} photo={colleague.photo} size={22} presence={colleague.availability} />
          {colleague.name}
        </li>
      ))}
    </ul>
  )
}
