import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { useColleagues } from '../app/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { complete, matchingColleagues, mentionAt } from './mention.ts'
import { MentionList } from './MentionList.tsx'
import css from './Editor.module.css'

type EditorProps = {
  ref: Ref<HTMLTextAreaElement>
  label: string
  placeholder: string
  text: string
  mayMention: boolean
  onText: (text: string) => void
  onFiles: (files: File[]) => void
  onSend: () => void
}

/** A field that grows with its text. Enter sends, Shift+Enter makes a line; `@` in a note offers colleagues. */
export function Editor({ ref, label, placeholder, text, mayMention, onText, onFiles, onSend }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => field.current ?? document.createElement('textarea'))
  const { me } = useDesk()
  const colleagues = useColleagues()
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [dismissed, setDismissed] = useState(-1)
  const listId = useId()
  const mention = mayMention ? mentionAt(text, caret) : null
  const offered = mention && mention.from !== dismissed ? matchingColleagues(colleagues, mention.query, me.id) : []

  useLayoutEffect(() => {
    const element = field.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const take = (index: number) => {
    const colleague = offered[index]
    if (!mention || !colleague) return
    const done = complete(text, mention.from, caret, colleague.name)
    onText(done.text)
    setCaret(done.caret)
    requestAnimationFrame(() => field.current?.setSelectionRange(done.caret, done.caret))
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (offered.length > 0 && !event.ctrlKey && !event.metaKey) {
      const act: Record<string, () => void> = {
        ArrowDown: () => setChosen((chosen + 1) % offered.length),
        ArrowUp: () => setChosen((chosen + offered.length - 1) % offered.length),
        Enter: () => take(chosen),
        Tab: () => take(chosen),
        Escape: () => setDismissed(mention?.from ?? -1),
      }
      const run = act[event.key]
      if (!run) return
      event.preventDefault()
      return run()
    }
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    onSend()
  }

  return (
    <div className={css['place']}>
      {offered.length > 0 && <MentionList id={listId} colleagues={offered} chosen={chosen} onChoose={take} />}
      <textarea
        ref={field}
        className={css['editor']}
        rows={2}
        value={text}
        maxLength={10_000}
        placeholder={placeholder}
        aria-label={label}
        {...(mayMention && {
          'aria-autocomplete': 'list' as const,
          'aria-controls': offered.length > 0 ? listId : undefined,
          'aria-activedescendant': offered.length > 0 ? `${listId}-${chosen}` : undefined,
        })}
        onChange={(event) => {
          onText(event.target.value)
          setCaret(event.target.selectionStart)
          setChosen(0)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length === 0) return
          event.preventDefault()
          onFiles(files)
        }}
      />
    </div>
  )
}
