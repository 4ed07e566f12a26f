import { ArrowLeft } from 'lucide-react'
import { memo, Suspense } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { lazyPart } from '../../kit/lazy-part.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { parts } from '../app/parts.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { nameOf } from '../inbox/Row.tsx'
import { ContactDetails } from './ContactDetails.tsx'
import { Earlier } from './Earlier.tsx'
import { Fields } from './fields/Fields.tsx'
import { Links } from './links/Links.tsx'
import { primaryEmail } from './identities.ts'
import { TicketFields } from './TicketFields.tsx'
import css from './Context.module.css'

const Ratings = lazyPart(parts.ratings)
const RoutingBlock = lazyPart(() => import('../routing/RoutingBlock.tsx'))

/** Who the customer is, what the ticket says, and what was before. */
type ContextProps = { snapshot: ConversationSnapshot; onBack: () => void }

const Context = memo(function Context({ snapshot, onBack }: ContextProps) {
  const t = useDeskText()
  const times = useTimes()
  const { contact, ticket } = snapshot
  const name = nameOf({ id: contact.id, name: contact.name, email: primaryEmail(contact) }, t)
  const clock = contact.timeZone ? times.clockIn(contact.timeZone) : null
  const facts = [
    contact.online
      ? t('contact.online')
      : contact.lastSeenAt
        ? t('contact.seen', { ago: times.ago(contact.lastSeenAt) })
        : t('contact.offline'),
    ...(clock ? [t('contact.clock', { time: clock })] : []),
  ]
  return (
    <aside className={css['context']} aria-label={t('context.label')}>
      <IconButton label={t('conversation.back')} onPress={onBack} className={css['back']}>
        <ArrowLeft size={18} aria-hidden />
      </IconButton>
      <header className={css['who']}>
        <Avatar
          name={contact.name ?? primaryEmail(contact)}
          photo={contact.photo}
          size={44}
          presence={contact.online ? 'online' : undefined}
        />
        <div className={css['words']}>
          <h2>{name}</h2>
          <p>{facts.join(' · ')}</p>
        </div>
      </header>
      {(contact.signedIn || contact.blocked) && (
        <p className={css['tags']}>
          {contact.signedIn && <Tag tone="ok">{t('contact.signedIn')}</Tag>}
          {contact.blocked && <Tag tone="bad">{t('contact.blocked')}</Tag>}
        </p>
      )}
      <ContactDetails snapshot={snapshot} />
      {ticket && <TicketFields snapshot={snapshot} ticket={ticket} />}
      {ticket && ticket.status !== 'closed' && (
        <Suspense fallback={null}>
          <RoutingBlock snapshot={snapshot} />
        </Suspense>
      )}
      {ticket && ticket.satisfaction !== 'unoffered' && (
        <Suspense>
          <Ratings
            conversationId={snapshot.conversation.id}
            heard={snapshot.thread.events.findLast(({ type }) => type.startsWith('survey.'))?.p ?? 0}
          />
        </Suspense>
      )}
      {ticket && <Fields snapshot={snapshot} ticket={ticket} />}
      {ticket && (
        <Suspense fallback={null}>
          <Links snapshot={snapshot} ticket={ticket} />
        </Suspense>
      )}
      <Earlier contactId={contact.id} currentId={snapshot.conversation.id} />
    </aside>
  )
})

export default Context
