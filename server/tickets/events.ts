import { eventType, internalEvent } from '../platform/events/event-type.ts'
import { bulkProgressed } from './bulk/events.ts'
import { conversationHidden, conversationRestored } from './hiding/events.ts'
import { contactFieldsChanged } from './contact-fields/events.ts'
import type { Changes, TicketView } from './contract.ts'
import { definitionsChanged } from './definitions/events.ts'
import { viewChanged } from './views/events.ts'
import { slaBreached, slaChanged, slaPolicyChanged } from './sla/events.ts'

export const ticketCreated = internalEvent<{ ticket: TicketView }>('ticket.created')

export type TicketUpdatedData = { ticket: TicketView; changes: Changes; messageId?: string; rule?: string }

const joined = ({ changes }: TicketUpdatedData): number | null => {
  const to = changes.assigneeId?.[1]
  return typeof to === 'number' ? to : null
}

/** The contact hears of it only that somebody joined; everything else of a ticket is internal. */
export const ticketUpdated = eventType<TicketUpdatedData>({
  type: 'ticket.updated',
  v: 1,
  isPublic: (data) => joined(data) !== null,
  toUser: ({ data }) => data,
  toVisitor({ data }, nameAgent) {
    const id = joined(data) ?? 0
    const { name, alias, photo } = nameAgent(id)
    return { type: 'agent.joined', data: { agent: { id, name: alias ?? name, photo } }, by: { kind: 'agent', id } }
  },
})

export const events = [
  ticketCreated,
  ticketUpdated,
  contactFieldsChanged,
  definitionsChanged,
  viewChanged,
  bulkProgressed,
  conversationHidden,
  conversationRestored,
  slaPolicyChanged,
  slaChanged,
  slaBreached,
] as const
