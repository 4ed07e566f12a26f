import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, type MouseEvent } from 'react'
import type { ViewKey } from '../../../server/tickets/contract.ts'
import { createStore, useStore } from '../live/store.ts'

/** The conversation just pressed: shown in the same frame, before the router has followed. */
const pressed = createStore<number | null>(null)

/** The conversation of the address, or the one that is about to be. */
export function useCurrent(): number | null {
  const { conversationId } = useParams({ strict: false })
  const early = useStore(pressed)
  const named = /^\d{1,15}$/.test(conversationId ?? '') ? Number(conversationId) : null
  useEffect(() => {
    // The address has arrived, wherever it leads.
    pressed.set(null)
  }, [named])
  return early ?? named
}

export const addressOf = (view: ViewKey, id: number): string => `/inbox/${view}/${id}`

export function useOpenConversation(view: ViewKey): (id: number) => void {
  const navigate = useNavigate()
  return useCallback(
    (id) => {
      pressed.set(id)
      void navigate({ to: '/inbox/$view/$conversationId', params: { view, conversationId: String(id) } }).finally(() =>
        pressed.set(null),
      )
    },
    [navigate, view],
  )
}

/** A press that asks for a new tab or window is the browser's. */
export const isPlainPress = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
