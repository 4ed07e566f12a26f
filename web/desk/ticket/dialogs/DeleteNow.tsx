import { useEffect, useRef } from 'react'
import type { DialogProps } from './Dialogs.tsx'
import { useHide } from './useHide.ts'

/** Nothing is asked: it can be taken back. */
export default function DeleteNow({ snapshot, onClose }: DialogProps) {
  const hide = useHide(snapshot.conversation.id)
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    void hide('conversation.delete').then(onClose)
  })
  return null
}
