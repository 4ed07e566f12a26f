import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Refused } from '../../../kit/http.ts'
import { useTimes } from '../../app/times.ts'
import { useTitle } from '../../app/title.ts'
import { primaryEmail } from '../../context/identities.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Back } from '../../settings/parts/Back.tsx'
import { Loaded } from '../../settings/parts/Loaded.tsx'
import { contactName } from '../contact-name.ts'
import { contactQuery } from '../queries.ts'
import { useContactsText } from '../text.ts'
import { About } from './About.tsx'
import { Actions } from './Actions.tsx'
import { Conversations } from './Conversations.tsx'
import { Details } from './Details.tsx'
import { Identities } from './Identities.tsx'
import { Merged } from './Merged.tsx'
import css from './ContactPage.module.css'

export function ContactPage({ id }: { id: number }) {
  const t = useContactsText()
  const contact = useQuery(contactQuery(id))
  const isGone = contact.error instanceof Refused && /not_found|invalid_input/.test(contact.error.code)
  // One that was merged is shown as the one it is part of now. Said once: each drawing that said it again would begin anew.
  const partOf = contact.data !== undefined && contact.data.id !== id ? contact.data.id : null
  const navigate = useNavigate()
  useEffect(() => {
    if (partOf === null) return
    void navigate({ to: '/contacts/$contactId', params: { contactId: String(partOf) }, replace: true })
  }, [partOf, navigate])
  if (partOf !== null) return null
  return (
    <div className={css['scroller']}>
      {contact.data ? (
        <Known contact={contact.data} />
      ) : (
        <Page title={t('contact')} back={<Back to="/contacts" label={t('contacts')} />}>
          {isGone ? (
            <EmptyState title={t('gone')} text={t('gone.text')}>
              <Link to="/contacts" className={buttonClass('primary')}>
                {t('toContacts')}
              </Link>
            </EmptyState>
          ) : (
            <Loaded query={contact} lines={8}>
              {() => null}
            </Loaded>
          )}
        </Page>
      )}
    </div>
  )
}

function Known({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const name = contactName(t, contact)
  const readsNotes = useMay('conversations.note')
  const seesConversations = useMay('conversations.read') || readsNotes
  useTitle(name)
  return (
    <Page
      title={name}
      isWide
      back={<Back to="/contacts" label={t('contacts')} />}
      description={<Facts contact={contact} />}
      actions={<Actions contact={contact} name={name} />}
    >
      <div className={css['columns']}>
        <div>
          <Details contact={contact} />
          <Identities contact={contact} />
          <Merged contact={contact} />
        </div>
        <div>
          {seesConversations && <Conversations contactId={contact.id} />}
          <About contact={contact} />
        </div>
      </div>
    </Page>
  )
}

/** Under the name: who it is, and whether he is here. */
function Facts({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const times = useTimes()
  const { online, lastSeenAt, signedIn, blocked } = contact
  return (
    <span className={css['facts']}>
      <Avatar
        name={contact.name ?? primaryEmail(contact)}
        photo={contact.photo}
        size={28}
        presence={online ? 'online' : undefined}
      />
      <span>{online ? t('online') : lastSeenAt ? t('seenAt', { ago: times.ago(lastSeenAt) }) : t('neverSeen')}</span>
      {signedIn && <Tag tone="ok">{t('signedIn')}</Tag>}
      {blocked && <Tag tone="bad">{t('blocked')}</Tag>}
    </span>
  )
}
