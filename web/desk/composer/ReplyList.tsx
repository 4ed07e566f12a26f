import type { SavedReplyView } from '../../../server/rules/contract.ts'
import { useDeskText } from '../app/text.ts'
import { textIn } from './replies.ts'
import css from './Editor.module.css'

type ReplyListProps = {
  id: string
  replies: readonly SavedReplyView[]
  locale: string
  chosen: number
  onChoose: (index: number) => void
}

/** Saved replies that match what is typed after the slash. */
export function ReplyList({ id, replies, locale, chosen, onChoose }: ReplyListProps) {
  const t = useDeskText()
  return (
    <ul id={id} role="listbox" aria-label={t('replies.label')} className={`${css['mentions']} ${css['replies']}`}>
      {replies.map(({ id: replyId, shortcut, texts }, index) => (
        <li
          key={replyId}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            // The field keeps the focus.
            event.preventDefault()
            onChoose(index)
          }}
        >
          <b>/{shortcut}</b>
          <span>{textIn(texts, locale)}</span>
        </li>
      ))}
    </ul>
  )
}
