import { useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { plainText } from '../../kit/markdown.ts'
import { useDeskText } from '../app/text.ts'
import { useTicket } from '../ticket/useTicket.ts'
import css from './Subject.module.css'

/** The subject; a click turns it into a field, Enter keeps, Escape leaves it as it was. */
export function Subject({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { change } = useTicket(snapshot)
  const { ticket, may } = snapshot
  const [draft, setDraft] = useState<string | null>(null)
  const subject = plainText(ticket?.subject ?? '') || t('subject.none')
  if (!ticket || !may.solve) return <h2 className={css['subject']}>{subject}</h2>
  if (draft === null)
    return (
      <h2 className={css['subject']}>
        <button
          type="button"
          title={t('subject.edit')}
          aria-label={t('subject.editLabel', { subject })}
          onClick={() => setDraft(ticket.subject)}
        >
          {subject}
        </button>
      </h2>
    )
  const keep = () => {
    const next = draft.trim()
    setDraft(null)
    if (next !== '' && next !== ticket.subject) void change({ subject: next })
  }
  return (
    <input
      className={css['field']}
      aria-label={t('subject.label')}
      value={draft}
      maxLength={200}
      ref={focusAll}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}

/** Once, when the field appears. */
const focusAll = (input: HTMLInputElement | null) => {
  if (input && document.activeElement !== input) input.select()
}
