import { type RefObject, useEffect } from 'react'
import type { ThreadPage } from '../../../server/conversations/contract.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { sought } from './sought.ts'

const MARKED_MS = 6_000

type SoughtParts = {
  content: RefObject<HTMLElement | null>
  conversationId: number
  thread: ThreadPage
  isCurrent: boolean
  isLoadingEarlier: boolean
}

/** Reads earlier pages until the message somebody looks for is there, brings it into sight and marks it for a while. */
export function useSought({ content, conversationId, thread, isCurrent, isLoadingEarlier }: SoughtParts): void {
  const { desk } = useDesk()
  const wanted = useStore(sought)
  const isHere = isCurrent && wanted?.conversationId === conversationId
  const first = thread.events[0]?.p ?? 0
  useEffect(() => {
    if (!isHere || isLoadingEarlier) return
    if (wanted.position < first && thread.hasEarlier) return void desk.conversations.loadEarlier(conversationId)
    sought.set(null)
    // Twice: what was out of sight has its real height only after the first time.
    show(content.current, wanted.messageId)
    requestAnimationFrame(() => show(content.current, wanted.messageId))
  }, [desk, content, conversationId, wanted, isHere, isLoadingEarlier, first, thread.hasEarlier])
}

function show(content: HTMLElement | null, messageId: string): void {
  const element = content?.querySelector<HTMLElement>(`[data-message="${messageId}"]`)
  if (!element) return
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  element.dataset['sought'] = 'true'
  setTimeout(() => delete element.dataset['sought'], MARKED_MS)
}
