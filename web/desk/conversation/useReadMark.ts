import { useEffect, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useStore } from '../live/store.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { isVisible } from './visible.ts'

/**
 * Says that people have read what is on screen (only while it is looked at), and remembers where the unread began when
 * it was opened: the place of the "New" marker.
 */
export function useReadMark(snapshot: ConversationSnapshot | null, isLookedAt: boolean): number | null {
  const { desk } = useDesk()
  const mayReply = useMay('conversations.reply')
  const mayNote = useMay('conversations.note')
  const seesPage = useStore(isVisible)
  const [newAfter, setNewAfter] = useState<number | null>(null)
  const id = snapshot?.conversation.id
  const read = snapshot?.conversation.peopleRead ?? 0
  const last = snapshot ? lastFromContact(snapshot) : 0
  const looks = isLookedAt && seesPage && snapshot !== null

  useEffect(() => {
    if (looks && read > 0 && last > read) setNewAfter((before) => before ?? read)
    if (!looks) setNewAfter(null)
    // Where it began stays where it was while the conversation is looked at.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [looks])

  useEffect(() => {
    if (!looks || id === undefined || last <= read || !(mayReply || mayNote)) return
    const timer = setTimeout(() => {
      desk.do('conversation.mark', { conversationId: id, read: last }).catch(() => {})
    }, 600)
    return () => clearTimeout(timer)
  }, [looks, id, last, read, desk, mayReply, mayNote])
  return newAfter
}

/** The public position of the customer's last message on screen. */
function lastFromContact({ thread }: ConversationSnapshot): number {
  const last = thread.events.findLast((event) => event.type === 'message.sent' && event.by.kind === 'contact')
  return last?.pp ?? 0
}
