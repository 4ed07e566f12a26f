import { ArrowDown } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Spinner } from '../../kit/ui/Spinner.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { type Chunk, chunked, type Filter, isSameChunk, itemsOf, type Mode } from './items.ts'
import { Announcer } from './Announcer.tsx'
import { Outgoings } from './Outgoings.tsx'
import { ThreadItem } from './ThreadItem.tsx'
import { type Facts, useFacts } from './facts.ts'
import { useEnd } from './useEnd.ts'
import { useSought } from './useSought.ts'
import css from './Thread.module.css'

type ThreadProps = {
  snapshot: ConversationSnapshot
  mode: Mode
  filter: Filter
  newAfter: number | null
  isLoadingEarlier: boolean
  isCurrent: boolean
  onAtEnd: (isAtEnd: boolean) => void
}

/** An earlier page is read when its place is this near, in pixels. */
const AHEAD = 1_200

/**
 * The scroller is laid out from its end (column-reverse): what is added above never moves what is read, and it opens at
 * the newest message without any scrolling. Groups out of sight are not drawn (content-visibility).
 */
export function Thread({ snapshot, mode, filter, newAfter, isLoadingEarlier, isCurrent, onAtEnd }: ThreadProps) {
  const t = useDeskText()
  const { desk } = useDesk()
  const { thread, conversation } = snapshot
  const { contactDelivered, contactRead } = conversation
  const facts = useFacts(snapshot)
  const chunks = useMemo(
    () => chunked(itemsOf({ events: thread.events, mode, filter, newAfter, contactDelivered, contactRead })),
    [thread.events, mode, filter, newAfter, contactDelivered, contactRead],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { isAtEnd, missed, toEnd, onScroll } = useEnd({ scroller, content, thread, onAtEnd })
  useSought({ content, conversationId: conversation.id, thread, isCurrent, isLoadingEarlier })
  const first = thread.events[0]?.p
  const readAhead = useCallback(() => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = scroller.current ?? {}
    if (isCurrent && thread.hasEarlier && !isLoadingEarlier && scrollHeight - clientHeight + scrollTop < AHEAD)
      void desk.conversations.loadEarlier(conversation.id)
  }, [desk, conversation.id, isCurrent, thread.hasEarlier, isLoadingEarlier])
  // After each page, too: its beginning may still be in sight.
  useEffect(readAhead, [readAhead, first])

  return (
    <div className={css['place']}>
      <div
        ref={scroller}
        className={css['scroller']}
        onScroll={() => {
          onScroll()
          readAhead()
        }}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('thread.label')}
      >
        <div ref={content} className={css['content']}>
          <div className={css['top']}>
            {thread.hasEarlier ? <Spinner size={18} label={t('thread.earlier')} /> : <Beginning snapshot={snapshot} />}
          </div>
          {chunks.map((chunk) => (
            <ChunkOfThread key={chunk.key} chunk={chunk} facts={facts} />
          ))}
          <Outgoings snapshot={snapshot} facts={facts} />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className={css['below']} data-new={missed > 0} onClick={toEnd}>
          {missed > 0 ? t('thread.below', { n: missed }) : t('thread.toEnd')}
          <ArrowDown size={14} aria-hidden />
        </button>
      )}
      {isCurrent && <Announcer snapshot={snapshot} facts={facts} />}
    </div>
  )
}

const ChunkOfThread = memo(
  function ChunkOfThread({ chunk, facts }: { chunk: Chunk; facts: Facts }) {
    return (
      <div className={css['chunk']}>
        {chunk.items.map((item) => (
          <ThreadItem key={item.key} item={item} facts={facts} />
        ))}
      </div>
    )
  },
  (before, after) => before.facts === after.facts && isSameChunk(before.chunk, after.chunk),
)

function Beginning({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  return <span className={css['beginning']}>{t('thread.beginning', { channel: snapshot.channel.name })}</span>
}
