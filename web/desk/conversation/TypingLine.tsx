import type { ContactView } from '../../../server/contacts/contract.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useDeskText } from '../app/text.ts'
import { primaryEmail } from '../context/identities.ts'
import { nameOf } from '../inbox/Row.tsx'
import type { Typing } from '../live/conversations.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './TypingLine.module.css'

type TypingLineProps = { typing: readonly Typing[]; contact: ContactView; viewers: ConversationSnapshot['viewers'] }

/** Who writes: the customer, or a colleague (then two answers may collide). Keeps its place, so that nothing jumps. */
export function TypingLine({ typing, contact }: TypingLineProps) {
  const t = useDeskText()
  const { me } = useDesk()
  const texts = typing.flatMap(({ by, note }) => {
    if (by.kind === 'contact')
      return [t('typing.contact', { name: nameOf({ ...contact, email: primaryEmail(contact) }, t) })]
    if (by.kind !== 'agent' || by.id === me.id) return []
    return [t(note ? 'typing.note' : 'typing.reply', { name: by.name })]
  })
  const isColleague = typing.some(({ by }) => by.kind === 'agent')
  return (
    <div className={css['typing']} data-colleague={isColleague} aria-live="polite">
      {texts.length > 0 && (
        <>
          <span className={css['dots']} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {texts.join(' · ')}
        </>
      )}
    </div>
  )
}
