import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, type MouseEvent } from 'react'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { afterPaint } from '../../kit/painted.ts'
import { createStore, useStore } from '../live/store.ts'

/** The conversation just pressed (null: none, back to the list): shown in the same frame, before the router has followed. */
const pressed = createStore<number | null | undefined>(undefined)
/** Where the router was last sent by a press. */
let going: number | null | undefined

/** The conversation of the address, or the one that is about to be. */
export function useCurrent(): number | null {
  const { conversationId } = useParams({ strict: false })
  const early = useStore(pressed)
  const named = /^\d{1,15}$/.test(conversationId ?? '') ? Number(conversationId) : null
  useEffect(() => {
    // The address has arrived, wherever it leads – unless a newer press is about to send it on.
    if (named !== going || pressed.get() === named) pressed.set(undefined)
  }, [named])
  return early === undefined ? named : early
}

export const addressOf = (view: ListKey, id: number): string => `/inbox/${view}/${id}`

export function useOpenConversation(view: ListKey): (id: number) => void {
  const navigate = useNavigate()
  return useCallback(
    (id) =>
      follow(id, () => navigate({ to: '/inbox/$view/$conversationId', params: { view, conversationId: String(id) } })),
    [navigate, view],
  )
}

export function useBackToList(view: ListKey): () => void {
  const navigate = useNavigate()
  return useCallback(() => follow(null, () => navigate({ to: '/inbox/$view', params: { view } })), [navigate, view])
}

/** The address follows once the conversation is painted. A press that another one has overtaken takes nothing back. */
function follow(id: number | null, go: () => Promise<void>): void {
  pressed.set(id)
  afterPaint(() => {
    if (pressed.get() !== id) return
    going = id
    void go().finally(() => {
      if (pressed.get() === id) pressed.set(undefined)
    })
  })
}

/** A press that asks for a new tab or window is the browser's. */
export const isPlainPress = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
