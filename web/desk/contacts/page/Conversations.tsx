import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EarlierConversation } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { useTimes } from '../../app/times.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { Loaded } from '../../settings/parts/Loaded.tsx'
import { useContactsText } from '../text.ts'
import css from './Conversations.module.css'

const OVER = ['solved', 'closed']

/** What was said with this contact; opens in the inbox. */
export function Conversations({ contactId }: { contactId: number }) {
  const t = useContactsText()
  const all = useQuery({
    queryKey: ['earlier', contactId, 'page'],
    queryFn: () => api.get<EarlierConversation[]>(`/contacts/${contactId}/conversations`),
    staleTime: 0,
    refetchInterval: 15_000,
  })
  return (
    <Section title={t('conversations')} description={t('conversations.text')}>
      <Loaded query={all} lines={4}>
        {(conversations) =>
          conversations.length === 0 ? (
            <p className={css['none']}>{t('conversations.none')}</p>
          ) : (
            <ul className={css['conversations']}>
              {conversations.map((one) => (
                <li key={one.id}>
                  <Line one={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function Line({ one }: { one: EarlierConversation }) {
  const t = useContactsText()
  const times = useTimes()
  const { desk } = useDesk()
  // A closed conversation is in no other view.
  const view = one.status === 'closed' ? 'closed' : 'all'
  return (
    <Link
      to="/inbox/$view/$conversationId"
      params={{ view, conversationId: String(one.id) }}
      className={css['line']}
      data-over={OVER.includes(one.status)}
      onPointerEnter={() => void desk.conversations.prefetch(one.id)}
    >
      <StatusMark status={one.status} />
      <span className={css['subject']}>
        {one.subject || t('noSubject')}
        {one.ticketId !== null && <span className={css['number']}> #{one.ticketId}</span>}
      </span>
      <time dateTime={one.startedAt} title={times.full(one.startedAt)}>
        {times.date(one.startedAt)}
      </time>
    </Link>
  )
}
