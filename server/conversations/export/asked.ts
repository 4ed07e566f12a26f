import type { Brief } from '../../contacts/index.ts'
import type { Database } from '../../platform/db.ts'
import type { StoredEvent } from '../../platform/events/event-type.ts'
import type { Audience } from '../../platform/events/read.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import type { EventView } from '../../platform/protocol.ts'
import type { Conversation } from '../model.ts'

/** What the slice of tickets tells of a conversation; the page shows number, subject and status. */
export type TicketFacts = { id: number; subject: string; status: string }

export type ReadParts = {
  db: Database
  view: (event: StoredEvent, audience: Audience) => EventView | null
  nameAgent: (userId: number) => { name: string }
}

/** A conversation that may be exported, and what stands above its thread. */
export type Asked = {
  actor: UserActor
  conversation: Conversation
  ticket: TicketFacts | null
  contact: Pick<Brief, 'id' | 'name' | 'email' | 'phone'> | null
  /** False: as the customer saw it, with nothing internal. */
  withNotes: boolean
}
