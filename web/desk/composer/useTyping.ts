import { useCallback, useEffect, useRef } from 'react'
import { useDesk } from '../shell/DeskContext.tsx'

const REPEAT_MS = 3_000
const IDLE_MS = 5_000

/** Tells the others while somebody types: at once, then each three seconds, and when it ends. */
export function useTyping({ conversationId, isNote }: { conversationId: number; isNote: boolean }) {
  const { desk } = useDesk()
  const toldAt = useRef(0)
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined)

  const stop = useCallback(() => {
    clearTimeout(idle.current)
    if (toldAt.current === 0) return
    toldAt.current = 0
    desk.typing(conversationId, false, isNote)
  }, [desk, conversationId, isNote])
  useEffect(() => stop, [stop])

  return {
    stop,
    typed(text: string): void {
      if (text === '') return stop()
      clearTimeout(idle.current)
      idle.current = setTimeout(stop, IDLE_MS)
      if (Date.now() - toldAt.current < REPEAT_MS) return
      toldAt.current = Date.now()
      desk.typing(conversationId, true, isNote)
    },
  }
}
