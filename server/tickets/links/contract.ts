import { type Static, Type } from 'typebox'
import { Id } from '../../platform/pure/schemas.ts'
import type { Status } from '../contract.ts'

/** `ticket.merge`: closes one ticket of a contact with a link to another one, for good. */
export const MergeTickets = Type.Object({
  conversationId: Id,
  into: Id,
  /** An internal note for whoever goes on in the other one. */
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
})
export type MergeTickets = Static<typeof MergeTickets>
/** `ticket.follow_up`: a new conversation and ticket that goes on where a closed one ended. */
export const FollowUp = Type.Object({ conversationId: Id })

export type LinkedTicket = { id: number; conversationId: number; subject: string; status: Status }
/** Other tickets this one has to do with, as far as they are in reach. */
export type TicketLinks = {
  mergedInto: LinkedTicket | null
  merged: LinkedTicket[]
  follows: LinkedTicket | null
  followUps: LinkedTicket[]
  problem: LinkedTicket | null
  /** The latest first; of all of them, `openIncidents` are the conversations that are not solved yet. */
  incidents: LinkedTicket[]
  openIncidents: number[]
}

export const linkRefusals = {
  merge_same_ticket: 422,
  merge_other_contact: 409,
  follow_up_not_closed: 409,
  problem_not_found: 422,
} as const
