import type { TicketDefinitions, TicketView } from '../../../server/tickets/contract.ts'
import { formOf, missingFields, shownFields } from '../../../server/tickets/pure/form-fields.ts'
import { createStore } from '../live/store.ts'

/** The fields somebody is asked for: marked in the panel, the first of them focused. Each asking is a new object. */
export const asked = createStore<{ conversationId: number; fieldIds: readonly number[] } | null>(null)

/** What Solved still waits for, in the order of the form. */
export function missingOf(definitions: TicketDefinitions | undefined, ticket: TicketView): number[] {
  const form = definitions && formOf(definitions, ticket)
  if (!definitions || !form) return []
  return missingFields(shownFields(definitions, form, ticket.fields), ticket.fields).map(({ id }) => id)
}
