import type { SearchAnswer, ListKey } from '../../../server/tickets/contract.ts'
import { useDeskText } from '../app/text.ts'
import { ContactResult } from './ContactResult.tsx'
import { MessageResult } from './MessageResult.tsx'
import { Section } from './Section.tsx'
import { TicketResult } from './TicketResult.tsx'
import css from './Found.module.css'

type ResultsProps = {
  pages: readonly SearchAnswer[]
  view: ListKey
  current: number | null
  hasMore: boolean
  onMore: () => void
}

export function Results({ pages, view, current, hasMore, onMore }: ResultsProps) {
  const t = useDeskText()
  const [first] = pages
  const messages = pages.flatMap((page) => page.messages?.rows ?? [])
  return (
    <div className={css['scroller']}>
      <Section
        title={t('search.contacts')}
        rows={first?.contacts?.rows ?? []}
        few={3}
        keyOf={({ contact }) => contact.id}
      >
        {(hit) => <ContactResult hit={hit} />}
      </Section>
      <Section
        title={t('search.tickets')}
        rows={first?.tickets?.rows ?? []}
        few={messages.length > 0 ? 4 : 20}
        keyOf={({ conversation }) => conversation.conversationId}
      >
        {(hit) => <TicketResult hit={hit} view={view} current={current} />}
      </Section>
      <Section
        title={t('search.messages')}
        rows={messages}
        few={Number.POSITIVE_INFINITY}
        keyOf={({ messageId }) => messageId}
      >
        {(hit) => <MessageResult hit={hit} view={view} current={current} />}
      </Section>
      {hasMore && (
        <button type="button" data-result className={css['more']} onClick={onMore}>
          {t('search.older')}
        </button>
      )}
    </div>
  )
}
