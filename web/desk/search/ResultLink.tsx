import type { ReactNode } from 'react'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { addressOf, isPlainPress, useOpenConversation } from '../inbox/current.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './Found.module.css'

type ResultLinkProps = {
  conversationId: number
  view: ListKey
  isCurrent: boolean
  /** Before the conversation opens. */
  onOpen?: () => void
  children: ReactNode
}

export function ResultLink({ conversationId, view, isCurrent, onOpen, children }: ResultLinkProps) {
  const { desk } = useDesk()
  const open = useOpenConversation(view)
  return (
    <a
      href={addressOf(view, conversationId)}
      data-result
      className={css['item']}
      aria-current={isCurrent ? 'true' : undefined}
      onPointerEnter={() => void desk.conversations.prefetch(conversationId)}
      onClick={(event) => {
        if (!isPlainPress(event)) return
        event.preventDefault()
        onOpen?.()
        open(conversationId)
      }}
    >
      {children}
    </a>
  )
}
