import type { HeldView } from '../../../server/routing/contract.ts'

export type Target = 'agent' | 'group' | 'queue'
export type Moving = { name: 'ticket.submit' | 'ticket.queue'; input: object }
type Note = { messageId: string; text: string }

/** What is asked of the server; to a group means: to nobody in it yet. */
export function moveOf({ conversationId }: HeldView, target: Target, id: number, { messageId, text }: Note): Moving {
  if (target === 'queue')
    return {
      name: 'ticket.queue',
      input: { conversationId, queueId: id, ...(text !== '' && { note: { messageId, text } }) },
    }
  const isAgent = target === 'agent'
  const message = { messageId, content: { text }, visibility: 'note', ...(isAgent && { mentions: [id] }) }
  const changes = isAgent ? { assigneeId: id } : { assigneeId: null, groupId: id }
  return { name: 'ticket.submit', input: { conversationId, ...(text !== '' && { message }), changes } }
}

/** Back to whoever held it, in the group in which he did. */
export const undoOf = ({ conversationId, groupId }: HeldView, assigneeId: number): Moving => ({
  name: 'ticket.submit',
  input: { conversationId, changes: { assigneeId, groupId } },
})
