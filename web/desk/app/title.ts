import { useEffect } from 'react'
import { createStore, useStore } from '../live/store.ts'

/** Conversations with something unread, shown before the title of the page. */
export const unreadConversations = createStore(0)

/** Offers nobody has answered, before that. */
export const waitingOffers = createStore(0)

export function useTitle(title: string): void {
  const unread = useStore(unreadConversations)
  const offers = useStore(waitingOffers)
  useEffect(() => {
    document.title = `${offers > 0 ? `🔔 ${offers} · ` : ''}${unread > 0 ? `(${unread}) ` : ''}${title} – Causerie`
  }, [title, unread, offers])
}
