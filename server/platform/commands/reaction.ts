import type { NewEvent } from '../events/event-type.ts'
import type { Context } from './context.ts'

/** What else changes, in the same transaction, because of events. Set-based: it is given all events of its type at once. */
export type Reaction = {
  on: string
  /** Named in logs and documents: "tickets: make the ticket". */
  name: string
  react(ctx: Context, events: NewEvent[]): Promise<void>
}

/** Runs once a transaction, when no reaction has anything left to do: writes what a slice gathered. Records no events. */
export type Settler = (ctx: Context) => Promise<void>

/** Reads, beside a hot command's own `load`, what its reactions will need. */
export type Warmer = (ctx: Context, inputs: unknown[]) => Promise<void>

/**
 * What runs over everything a transaction did, once it is still: rules, service levels. Says whether it changed anything;
 * it is then asked again, after the reactions to that, until it says no.
 */
export type Stage = { name: string; run(ctx: Context): Promise<boolean> }
