import type { StoredActor } from '../pure/actor.ts'

/** An event as a transaction gathers it. `extra` is what views need besides the stored data (a message's body). */
export type NewEvent<Data = Record<string, unknown>, Extra = unknown> = {
  type: string
  stream: string
  by: StoredActor
  data: Data
  extra?: Extra
  /** Whether the contact of the stream may hear it: it then gets a public position. */
  isPublic: boolean
  /** The message it is about, kept as a column so that bodies are found again. */
  messageId?: string
  /** Visitors of this contact hear the stream. */
  contactId?: number
  /** The command that caused it. */
  cause: string
}

/** An event with its place in the log. Positions are gapless within the stream; null public position = internal. */
export type StoredEvent<Data = Record<string, unknown>, Extra = unknown> = Omit<NewEvent<Data, Extra>, 'isPublic'> & {
  v: number
  position: number
  publicPosition: number | null
  at: Date
}

/** What an agent is called: the alias, where one is set, is what customers see. */
export type NameAgent = (userId: number) => { name: string; alias: string | null; photo: string | null }

/**
 * `type` may be another word for visitors. `by` is given where people of the desk are named to the contact, which is where
 * they speak or join; who reads, assigns or redacts is internal.
 */
type ToldVisitor = { type?: string; data: Record<string, unknown>; by?: StoredActor }

/** One kind of event: who may hear it and what each kind of visitor is told. Pure. */
export type EventType<Data = Record<string, unknown>, Extra = unknown> = {
  type: string
  v: number
  isPublic(data: Data): boolean
  /** What a user of the desk is told. */
  toUser(event: StoredEvent<Data, Extra>): Record<string, unknown>
  /** What the contact is told; asked only for events with a public position. */
  toVisitor(event: StoredEvent<Data, Extra>, nameAgent: NameAgent): ToldVisitor
}

// The registry holds every type under one shape: `data` is checked where it is recorded.
// biome-ignore lint: the erased parameter is what makes one list of all types possible
export type AnyEventType = EventType<never, never>

export const eventType = <Data, Extra = undefined>(definition: EventType<Data, Extra>): EventType<Data, Extra> =>
  definition

/** An event only the desk hears. */
export const internalEvent = <Data extends Record<string, unknown>, Extra = undefined>(
  type: string,
  toUser: (event: StoredEvent<Data, Extra>) => Record<string, unknown> = (event) => event.data,
): EventType<Data, Extra> => ({
  type,
  v: 1,
  isPublic: () => false,
  toUser,
  toVisitor() {
    throw new Error(`${type} is internal`)
  },
})
