import { eventType } from '../../platform/events/event-type.ts'

/** What the contact sees of his ticket's fields is other than before: he reads it anew. Who did it is not told. */
export const contactFieldsChanged = eventType<Record<string, never>>({
  type: 'ticket.fields_told',
  v: 1,
  isPublic: () => true,
  toUser: () => ({}),
  toVisitor: () => ({ data: {} }),
})
