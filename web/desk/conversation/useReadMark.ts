import { useEffect, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useStore } from '../live/store.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { isVisible } from './visible.ts'

type Looking = {
  /** Its conversation is the one in front. */
  isCurrent: boolean
  isAtEnd: boolean
}

/**
 * Says that people have read what is on screen (only while it is looked at), and remembers where the unread began when
 * the person turned to it: the place of the "New" marker. Known while it is drawn, also ahead and hidden: a marker that came a
 * frame later would lay the whole thread out twice.
 */
export function useReadMark(snapshot: ConversationSnapshot | null, { isCurrent, isAtEnd }: Looking): number | null {
  const { desk } = useDesk()
  const mayReply = useMay('conversations.reply')
  const mayNote = useMay('conversations.note')
  const isInFront = useStore(isVisible) && isCurrent
  const [kept, setKept] = useState<{ begins: number | null } | null>(null)
  const id = snapshot?.conversation.id
  const read = snapshot?.conversation.peopleRead ?? 0
  const last = snapshot ? lastFromContact(snapshot) : 0
  const looks = isInFront && isAtEnd && snapshot !== null
  const begins = read > 0 && last > read ? read : null

  // Derived while rendering. It stays where it was until the person turns away; what comes while nobody looks begins anew.
  if (looks && kept === null) setKept({ begins })
  if (kept !== null && (!isInFront || (!looks && kept.begins === null))) setKept(null)

  useEffect(() => {
    if (!looks || id === undefined || last <= read || !(mayReply || mayNote)) return
    const timer = setTimeout(() => {
      desk.do('conversation.mark', { conversationId: id, read: last }).catch(() => {})
    }, 600)
    return () => clearTimeout(timer)
  }, [looks, id, last, read, desk, mayReply, mayNote])
  return kept === null ? begins : kept.begins
}

/** The public position of the customer's last message on screen. */
function lastFromContact({ thread }: ConversationSnapshot): number {
  const last = thread.events.findLast((event) => event.type === 'message.sent' && event.by.kind === 'contact')
  return last?.pp ?? 0
}
