import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { unreadConversations } from '../app/title.ts'
import type { List } from '../live/inbox.ts'
import { playChime, showNotification } from './alerts.ts'
import { useDesk } from './DeskContext.tsx'
import { newsIn } from './news.ts'
import { usePlaces } from './usePlaces.ts'

/** Sound, browser notification and the count in the title, from what comes into `mine` and `unassigned`. */
export function useAlerts(): void {
  const { desk, me } = useDesk()
  const navigate = useNavigate()
  const settings = useRef(me)
  settings.current = me

  const { inbox: seesInbox } = usePlaces()
  useEffect(() => {
    if (!seesInbox) return
    const seen: Partial<Record<'mine' | 'unassigned', List>> = {}
    const stopMine = desk.inbox.show('mine')
    const stopUnassigned = desk.inbox.show('unassigned')
    const stop = desk.inbox.onChange((view, list) => {
      if (view !== 'mine' && view !== 'unassigned') return
      if (view === 'mine') unreadConversations.set(list.rows.filter((row) => row.unread > 0).length)
      const before = seen[view]
      seen[view] = list
      if (!before || !list.isReady) return
      const { preferences, availability } = settings.current
      // Where work is routed, offers ring for whom it is for.
      if (view === 'unassigned' && (availability !== 'online' || desk.work.get()?.isRouted === true)) return
      const news = newsIn(view, before, list).filter(
        (row) => !document.hasFocus() || desk.viewed() !== row.conversationId,
      )
      const [first] = news
      if (!first) return
      if (preferences.sound ?? true) playChime()
      if (preferences.notifications ?? false)
        showNotification(first.contact.name ?? first.contact.email ?? first.subject, first.preview, () => {
          void navigate({
            to: '/inbox/$view/$conversationId',
            params: { view, conversationId: String(first.conversationId) },
          })
        })
    })
    return () => {
      stop()
      stopMine()
      stopUnassigned()
      unreadConversations.set(0)
    }
  }, [desk, navigate, seesInbox])
}
