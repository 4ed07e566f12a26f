import { internalEvent } from '../../platform/events/event-type.ts'

/** On stream `account`: nodes and desks read fields, forms and statuses again. */
export const definitionsChanged = internalEvent<{ what: 'field' | 'form' | 'status'; id: number | null }>(
  'ticket_definitions.changed',
)
