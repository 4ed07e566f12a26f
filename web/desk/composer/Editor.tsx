import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { SavedReplyView } from '../../../server/rules/contract.ts'
import { useColleagues } from '../app/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { complete, matchingColleagues, mentionAt } from './mention.ts'
import { MentionList } from './MentionList.tsx'
import { matchingReplies, putReply, slashAt } from './replies.ts'
import { ReplyList } from './ReplyList.tsx'
import css from './Editor.module.css'

type EditorProps = {
  ref: Ref<HTMLTextAreaElement>
  label: string
  placeholder: string
  text: string
  mayMention: boolean
  /** What `/` offers. */
  replies: readonly SavedReplyView[]
  /** The customer's language. */
  locale: string
  /** A saved reply as it is to be put in; null when it cannot be had. */
  onReply: (reply: SavedReplyView) => Promise<string | null>
  onText: (text: string) => void
  onFiles: (files: File[]) => void
  onSend: () => void
}

/** A field that grows with its text. Enter sends, Shift+Enter makes a line; `@` in a note offers colleagues, `/` saved replies. */
export function Editor(props: EditorProps) {
  const { ref, label, placeholder, text, mayMention, replies, locale, onReply, onText, onFiles, onSend } = props
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => field.current ?? document.createElement('textarea'))
  const { me } = useDesk()
  const colleagues = useColleagues()
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [dismissed, setDismissed] = useState(-1)
  const listId = useId()
  const mention = mayMention ? mentionAt(text, caret) : null
  const slash = slashAt(text, caret)
  const offered = mention && mention.from !== dismissed ? matchingColleagues(colleagues, mention.query, me.id) : []
  const offeredReplies = slash && slash.from !== dismissed ? matchingReplies(replies, slash.query) : []
  const count = offered.length || offeredReplies.length

  useLayoutEffect(() => {
    const element = field.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const put = (done: { text: string; caret: number }) => {
    onText(done.text)
    setCaret(done.caret)
    requestAnimationFrame(() => field.current?.setSelectionRange(done.caret, done.caret))
  }
  const take = (index: number) => {
    const colleague = offered[index]
    if (mention && colleague) put(complete(text, mention.from, caret, colleague.name))
  }
  const takeReply = async (index: number) => {
    const reply = offeredReplies[index]
    if (!slash || !reply) return
    setDismissed(slash.from)
    const words = await onReply(reply)
    // What was typed while it came stays behind it.
    const now = field.current?.value ?? text
    if (words !== null && now.slice(slash.from, caret) === text.slice(slash.from, caret))
      put(putReply(now, slash.from, caret, words))
    setDismissed(-1)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (count > 0 && !event.ctrlKey && !event.metaKey) {
      const choose = () => (offered.length > 0 ? take(chosen) : void takeReply(chosen))
      const act: Record<string, () => void> = {
        ArrowDown: () => setChosen((chosen + 1) % count),
        ArrowUp: () => setChosen((chosen + count - 1) % count),
        Enter: choose,
        Tab: choose,
        Escape: () => setDismissed((mention ?? slash)?.from ?? -1),
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
      {offered.length === 0 && offeredReplies.length > 0 && (
        <ReplyList
          id={listId}
          replies={offeredReplies}
          locale={locale}
          chosen={chosen}
          onChoose={(index) => void takeReply(index)}
        />
      )}
      <textarea
        ref={field}
        className={css['editor']}
        rows={2}
        value={text}
        maxLength={10_000}
        placeholder={placeholder}
        aria-label={label}
        {...((mayMention || replies.length > 0) && {
          'aria-autocomplete': 'list' as const,
          'aria-controls': count > 0 ? listId : undefined,
          'aria-activedescendant': count > 0 ? `${listId}-${chosen}` : undefined,
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
