import { ArrowDown } from 'lucide-react'
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Spinner } from '../../kit/ui/Spinner.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { type Chunk, chunked, type Filter, isSameChunk, itemsOf, type Mode } from './items.ts'
import { Announcer } from './Announcer.tsx'
import { Outgoings } from './Outgoings.tsx'
import { ThreadItem } from './ThreadItem.tsx'
import { type Facts, useFacts } from './facts.ts'
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

/** How near to the end counts as there, in pixels. */
const NEAR = 48

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
  const last = thread.events.at(-1)?.p ?? 0
  const { isAtEnd, missed, toEnd, onScroll } = useEnd({ scroller, content, last, snapshot, onAtEnd })
  const top = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!top.current || !isCurrent || !thread.hasEarlier || isLoadingEarlier) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void desk.conversations.loadEarlier(conversation.id)
      },
      { root: scroller.current, rootMargin: '900px 0px 0px' },
    )
    observer.observe(top.current)
    return () => observer.disconnect()
  }, [desk, conversation.id, isCurrent, thread.hasEarlier, isLoadingEarlier])

  return (
    <div className={css['place']}>
      <div
        ref={scroller}
        className={css['scroller']}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('thread.label')}
      >
        <div ref={content} className={css['content']}>
          <div ref={top} className={css['top']}>
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

type EndParts = {
  scroller: React.RefObject<HTMLDivElement | null>
  content: React.RefObject<HTMLDivElement | null>
  last: number
  snapshot: ConversationSnapshot
  onAtEnd: (isAtEnd: boolean) => void
}

/** At the end the thread follows by itself; farther up nothing moves, and what came is counted. */
function useEnd({ scroller, content, last, snapshot, onAtEnd }: EndParts) {
  const [isAtEnd, setAtEnd] = useState(true)
  const [leftAt, setLeftAt] = useState(last)
  const height = useRef(0)
  const firstSeen = useRef(0)
  const first = snapshot.thread.events[0]?.p ?? 0

  useLayoutEffect(() => {
    const element = scroller.current
    const grown = content.current?.scrollHeight ?? 0
    // Only what was added at the end moves things; what came before it does not (measured from the end).
    if (element && !isAtEnd && firstSeen.current === first && grown > height.current)
      element.scrollTop -= grown - height.current
    height.current = grown
    firstSeen.current = first
    // oxlint-disable-next-line react/exhaustive-deps
  }, [last, first])

  const onScroll = useCallback(() => {
    const element = scroller.current
    const inner = content.current
    if (!element || !inner) return
    height.current = inner.scrollHeight
    const now = element.scrollTop > -NEAR
    setAtEnd((before) => {
      if (before && !now) setLeftAt(last)
      return now
    })
    onAtEnd(now)
  }, [scroller, content, last, onAtEnd])

  const missed = isAtEnd
    ? 0
    : snapshot.thread.events.filter((event) => event.p > leftAt && event.type === 'message.sent').length
  return { isAtEnd, missed, onScroll, toEnd: () => scroller.current?.scrollTo({ top: 0, behavior: 'instant' }) }
}
