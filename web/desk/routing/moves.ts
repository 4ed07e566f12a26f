import type { HeldView } from '../../../server/routing/contract.ts'

export type Target = 'agent' | 'group' | 'queue'
export type Moving = { name: 'ticket.submit' | 'ticket.queue'; input: object }
type Note = { messageId: string; text: string }
type Held = Pick<HeldView, 'conversationId'>

/** A note for the team; whoever it names is told. */
export const noteTo = ({ messageId, text }: Note, agentId: number | null) => ({
  messageId,
  content: { text },
  visibility: 'note',
  ...(agentId !== null && { mentions: [agentId] }),
})

/** What is asked of the server; to a group means: to nobody in it yet. */
export function moveOf({ conversationId }: Held, target: Target, id: number, note: Note): Moving {
  const { messageId, text } = note
  if (target === 'queue')
    return {
      name: 'ticket.queue',
      input: { conversationId, queueId: id, ...(text !== '' && { note: { messageId, text } }) },
    }
  const isAgent = target === 'agent'
  const changes = isAgent ? { assigneeId: id } : { assigneeId: null, groupId: id }
  return {
    name: 'ticket.submit',
    input: { conversationId, ...(text !== '' && { message: noteTo(note, isAgent ? id : null) }), changes },
  }
}

/** Back to whoever held it, in the group in which he did. */
export const undoOf = ({ conversationId, groupId }: HeldView, assigneeId: number): Moving => ({
  name: 'ticket.submit',
  input: { conversationId, changes: { assigneeId, groupId } },
})
