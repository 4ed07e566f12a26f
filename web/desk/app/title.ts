import { useEffect } from 'react'
import { createStore, useStore } from '../live/store.ts'

/** Conversations with something unread, shown before the title of the page. */
export const unreadConversations = createStore(0)

export function useTitle(title: string): void {
  const unread = useStore(unreadConversations)
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} – Causerie`
  }, [title, unread])
}
