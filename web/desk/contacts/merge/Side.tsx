import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useTimes } from '../../app/times.ts'
import { primaryEmail } from '../../context/identities.ts'
import { contactName } from '../contact-name.ts'
import { useContactsText } from '../text.ts'
import css from './MergeDialog.module.css'

/** One of the two records. */
export function Side({ contact, title, isKept = false }: { contact: ContactView; title: string; isKept?: boolean }) {
  const t = useContactsText()
  const times = useTimes()
  return (
    <section className={css['side']} data-kept={isKept}>
      <h3>{title}</h3>
      <p className={css['who']}>
        <Avatar name={contact.name ?? primaryEmail(contact)} photo={contact.photo} size={32} />
        {contactName(t, contact)}
      </p>
      {contact.identities.length > 0 && (
        <ul>
          {contact.identities.map(({ id, value, verified, kind }) => (
            <li key={id}>
              {value}{' '}
              <small>
                {t(`kind.${kind}`)} · {t(verified ? 'verified' : 'claimed.short')}
              </small>
            </li>
          ))}
        </ul>
      )}
      <p className={css['facts']}>
        {t('merge.since', { date: times.date(contact.createdAt) })}
        {contact.lastSeenAt && ` · ${t('seenAt', { ago: times.ago(contact.lastSeenAt) })}`}
      </p>
      {contact.blocked && <Tag tone="bad">{t('blocked')}</Tag>}
    </section>
  )
}
