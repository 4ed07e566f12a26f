import { Paperclip } from 'lucide-react'
import type { MessageHit, ListKey } from '../../../server/tickets/contract.ts'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useColleagues } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { sought } from '../conversation/sought.ts'
import { nameOf } from '../inbox/Row.tsx'
import { useDesk } from '../shell/DeskContext.tsx'
import { Marked } from './Marked.tsx'
import { ResultLink } from './ResultLink.tsx'
import css from './Found.module.css'

/** Opens the thread at this message. */
export function MessageResult({ hit, view, current }: { hit: MessageHit; view: ListKey; current: number | null }) {
  const t = useDeskText()
  const times = useTimes()
  const author = useAuthor(hit)
  const { conversation, conversationId } = hit
  return (
    <ResultLink
      conversationId={conversationId}
      view={view}
      isCurrent={conversationId === current}
      onOpen={() => sought.set({ conversationId, messageId: hit.messageId, position: hit.position })}
    >
      <span className={css['words']}>
        <span className={css['top']}>
          <span className={css['name']}>{author}</span>
          <time dateTime={hit.at} className={css['time']}>
            {times.brief(hit.at)}
          </time>
        </span>
        <span className={css['text']}>
          <Marked of={hit.snippet} />
        </span>
        <span className={css['about']}>
          <StatusMark status={conversation.status} />
          {hit.note && <Tag tone="warn">{t('note')}</Tag>}
          {hit.files > 0 && (
            <>
              <Paperclip size={12} aria-hidden />
              <Hidden>{t('search.files', { n: hit.files })}</Hidden>
            </>
          )}
          <span>
            {[
              conversation.ticketId === null ? '' : `#${conversation.ticketId}`,
              hit.by.kind === 'contact' ? '' : nameOf(conversation.contact, t),
              conversation.subject,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </span>
    </ResultLink>
  )
}

function useAuthor({ by, conversation }: MessageHit): string {
  const t = useDeskText()
  const colleagues = useColleagues()
  const { me } = useDesk()
  if (by.kind === 'contact') return nameOf(conversation.contact, t)
  if (by.kind === 'agent')
    return by.id === me.id ? t('search.you') : (colleagues.find(({ id }) => id === by.id)?.name ?? '')
  return by.kind === 'bot' ? t('search.bot') : t('search.system')
}
