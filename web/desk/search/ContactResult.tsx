import { Link } from '@tanstack/react-router'
import type { ContactHit } from '../../../server/tickets/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { useDeskText } from '../app/text.ts'
import { Marked } from './Marked.tsx'
import css from './Found.module.css'

export function ContactResult({ hit: { contact, name, email } }: { hit: ContactHit }) {
  const t = useDeskText()
  return (
    <Link
      to="/contacts/$contactId"
      params={{ contactId: String(contact.id) }}
      data-result
      className={css['item'] ?? ''}
    >
      <Avatar name={contact.name ?? contact.email} photo={null} size={28} />
      <span className={css['words']}>
        <span className={css['name']}>
          {name.text === '' ? (
            (contact.email ?? contact.phone ?? t('contact.visitor', { id: contact.id }))
          ) : (
            <Marked of={name} />
          )}
        </span>
        <span className={css['about']}>
          <span>
            {email && name.text !== '' && (
              <>
                <Marked of={email} /> ·{' '}
              </>
            )}
            {t('search.conversations', { n: contact.conversations })}
          </span>
        </span>
      </span>
    </Link>
  )
}
