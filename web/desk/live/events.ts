import type { ContactView } from '../../../server/contacts/contract.ts'
import type { ConversationView, Mailed, MessageView, SessionEndReason } from '../../../server/conversations/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'
import type { Why } from '../../../server/routing/contract.ts'
import type { FieldValue, Metric, SlaView, TicketView } from '../../../server/tickets/contract.ts'

/** What happened in a conversation, by type: the `data` of each event as the desk hears it. */
type EventData = {
  'conversation.started': { channelId: number; styleKind: string; locale: string }
  'control.changed': { from: ConversationView['control']; to: ConversationView['control']; epoch: number }
  handed_over: { groupId: number | null }
  'message.sent': { message: MessageView }
  'message.redacted': { messageId: string }
  'message.mailed': { messageId: string; state: Mailed['state']; problem: string | null }
  'conversation.marked': { by: 'contact' | 'people'; delivered?: number; read?: number }
  'session.ended': { reason: SessionEndReason }
  'session.active': object
  'session.inactive': object
  'conversation.closed': { outcome?: string }
  'conversation.styled': { style: ConversationView['style'] }
  'conversation.localized': { locale: string; style: ConversationView['style'] }
  'ticket.created': { ticket: TicketView }
  'ticket.updated': { ticket: TicketView; changes: TicketChangeSet; messageId?: string; rule?: string }
  'contact.updated': { contact: Partial<ContactView> }
  'sla.changed': { sla: SlaView | null }
  'sla.breached': { metric: Metric; policy: string }
  'queue.entered': { queueId: number | null }
  'queue.left': { reason: 'assigned' | 'taken' | 'not_eligible' | 'moved'; waitedMs: number }
  'offer.made': { userId: number; why: Why }
  'offer.ended': { userId: number; outcome: 'accepted' | 'declined' | 'timed_out' | 'withdrawn' }
  'work.assigned': { userId: number; why: Why }
}
export type TicketChangeSet = {
  [Field in keyof TicketView]?: [before: TicketView[Field], after: TicketView[Field]]
} & { [field: `fields.${number}`]: [before: FieldValue | null, after: FieldValue | null] }
export type ConversationEvent = {
  [Type in keyof EventData]: Omit<EventView, 'type' | 'data'> & { type: Type; data: EventData[Type] }
}[keyof EventData]
type RoutingType = 'queue.entered' | 'queue.left' | 'offer.made' | 'offer.ended' | 'work.assigned'
/** How work found its agent. */
export type RoutingEvent = Extract<ConversationEvent, { type: RoutingType }>
export const isRoutingEvent = (event: EventView): event is EventView & RoutingEvent =>
  /^(queue|offer|work)\./.test(event.type) && isConversationEvent(event)

export type MessageSent = Extract<ConversationEvent, { type: 'message.sent' }>

const known: Record<keyof EventData, true> = {
  'conversation.started': true,
  'control.changed': true,
  handed_over: true,
  'message.sent': true,
  'message.redacted': true,
  'message.mailed': true,
  'conversation.marked': true,
  'session.ended': true,
  'session.active': true,
  'session.inactive': true,
  'conversation.closed': true,
  'conversation.styled': true,
  'conversation.localized': true,
  'ticket.created': true,
  'ticket.updated': true,
  'contact.updated': true,
  'sla.changed': true,
  'sla.breached': true,
  'queue.entered': true,
  'queue.left': true,
  'offer.made': true,
  'offer.ended': true,
  'work.assigned': true,
}

/** A newer server may tell events this desk does not know: they count, and change nothing. */
export const isConversationEvent = (event: EventView): event is EventView & ConversationEvent =>
  Object.hasOwn(known, event.type)

export const isMessage = (event: EventView): event is EventView & MessageSent => event.type === 'message.sent'
