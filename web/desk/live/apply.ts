import type { EventView } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { type ConversationEvent, isConversationEvent, isMessage } from './events.ts'

/** The snapshot after its next event: the same as a fresh snapshot at that position. Pure. */
export function apply(snapshot: ConversationSnapshot, event: EventView): ConversationSnapshot {
  const changed = isConversationEvent(event) ? change(snapshot, event) : snapshot
  const { thread } = changed
  const events = [...thread.events, event]
  return { ...changed, position: event.p, thread: { ...thread, events, position: event.p } }
}

function change(snapshot: ConversationSnapshot, event: ConversationEvent): ConversationSnapshot {
  const { conversation } = snapshot
  switch (event.type) {
    case 'control.changed':
      return { ...snapshot, conversation: { ...conversation, control: event.data.to } }
    case 'message.redacted':
      return redact(snapshot, event.data.messageId)
    case 'message.mailed':
      return mailed(snapshot, event.data)
    case 'conversation.marked':
      return { ...snapshot, conversation: mark(conversation, event.data) }
    case 'session.ended': {
      const session = { state: 'ended' as const, endReason: event.data.reason, endedAt: event.at }
      const may = { ...snapshot.may, reply: false, endSession: false }
      return { ...snapshot, may, conversation: { ...conversation, session } }
    }
    case 'session.active':
    case 'session.inactive': {
      const state = event.type === 'session.active' ? ('active' as const) : ('inactive' as const)
      return { ...snapshot, conversation: { ...conversation, session: { ...conversation.session, state } } }
    }
    case 'conversation.styled':
      return { ...snapshot, conversation: { ...conversation, style: event.data.style } }
    case 'conversation.localized': {
      const { locale, style } = event.data
      return { ...snapshot, conversation: { ...conversation, locale, style } }
    }
    case 'conversation.closed':
      return closed(snapshot, event.at)
    case 'ticket.created':
    case 'ticket.updated': {
      const { ticket } = event.data
      return { ...snapshot, ticket, conversation: { ...conversation, brandId: ticket.brandId } }
    }
    case 'contact.updated':
      return { ...snapshot, contact: { ...snapshot.contact, ...event.data.contact } }
    case 'sla.changed':
      return { ...snapshot, sla: event.data.sla }
    case 'sla.breached':
    case 'queue.entered':
    case 'queue.left':
    case 'offer.made':
    case 'offer.ended':
    case 'work.assigned':
    case 'conversation.started':
    case 'handed_over':
    case 'message.sent':
      return snapshot
  }
}

function closed(snapshot: ConversationSnapshot, at: string): ConversationSnapshot {
  const may = {
    ...snapshot.may,
    reply: false,
    email: false,
    note: false,
    assign: false,
    solve: false,
    endSession: false,
  }
  return { ...snapshot, may, conversation: { ...snapshot.conversation, state: 'closed', closedAt: at } }
}

type Marks = { by: 'contact' | 'people'; delivered?: number; read?: number }
type Conversation = ConversationSnapshot['conversation']

/** Marks only rise: a late one says nothing new. */
function mark(conversation: Conversation, { by, delivered = 0, read = 0 }: Marks): Conversation {
  if (by === 'people') return { ...conversation, peopleRead: Math.max(conversation.peopleRead, read) }
  const contactRead = Math.max(conversation.contactRead, read)
  const contactDelivered = Math.max(conversation.contactDelivered, delivered, contactRead)
  return { ...conversation, contactRead, contactDelivered }
}

function redact(snapshot: ConversationSnapshot, messageId: string): ConversationSnapshot {
  const events = snapshot.thread.events.map((event) =>
    isMessage(event) && event.data.message.id === messageId
      ? { ...event, data: { message: redacted(event.data.message) } }
      : event,
  )
  return { ...snapshot, thread: { ...snapshot.thread, events } }
}

type MailedData = Extract<ConversationEvent, { type: 'message.mailed' }>['data']

function mailed(snapshot: ConversationSnapshot, { messageId, state, problem }: MailedData): ConversationSnapshot {
  const events = snapshot.thread.events.map((event) => {
    if (!isMessage(event) || event.data.message.id !== messageId || !event.data.message.email) return event
    const message = { ...event.data.message, email: { ...event.data.message.email, state, problem } }
    return { ...event, data: { message } }
  })
  return { ...snapshot, thread: { ...snapshot.thread, events } }
}

const redacted = ({ id, visibility }: { id: string; visibility: 'public' | 'note' }) => ({
  id,
  visibility,
  text: '',
  redacted: true,
})
