import type { Static, TSchema } from 'typebox'
import type { Actor } from '../pure/actor.ts'
import type { Context } from './context.ts'

type Named<Input extends TSchema> = {
  name: string
  input: Input
  /** Whether this kind of actor may try at all; whether it may do it to *this* thing is asked inside. */
  may: (actor: Actor) => boolean
  /** One sentence for the API's documentation. */
  about: string
  /** The answer holds a secret that is told once: it is kept nowhere, a retry with its key is told nothing. */
  secretAnswer?: boolean
  /** Of an input by HTTP, where it may be larger than others. */
  mostBytes?: number
}

/** A command that has a transaction of its own. */
export type SingleCommand<Input extends TSchema = TSchema, Output = unknown> = Named<Input> & {
  kind: 'single'
  run(ctx: Context & { actor: Actor }, input: Static<Input>): Promise<Output | Later<Output>>
}

/** An answer that needs the places events were given: made after the commit. */
export class Later<Output> {
  readonly make: (placed: Placed) => Output
  constructor(make: (placed: Placed) => Output) {
    this.make = make
  }
}

export type Request<Value> = { actor: Actor; input: Value }

/**
 * A hot command: all that wait at the same moment share one transaction.
 * `decide` sees the requests in arrival order and changes `loaded`, so that each sees its predecessors; a refusal there
 * costs only its own request.
 */
export type SharedCommand<
  Input extends TSchema = TSchema,
  Loaded = never,
  Decision = never,
  Output = unknown,
> = Named<Input> & {
  kind: 'shared'
  /** What a request is about; requests about the same thing never run side by side. */
  key(input: Static<Input>): string
  load(ctx: Context, requests: Request<Static<Input>>[]): Promise<Loaded>
  decide(ctx: Context, loaded: Loaded, request: Request<Static<Input>>): Decision
  save(ctx: Context, loaded: Loaded, decisions: Decision[]): Promise<void>
  /** What the sender is told, once positions are known. */
  answer(decision: Decision, placed: Placed): Output
}

/** Finds the place in the log that an event of this commit was given. */
export type Placed = (
  stream: string,
  messageId: string,
) => { position: number; publicPosition: number | null; at: Date } | undefined

export type Command = SingleCommand | SharedCommand

export function command<Input extends TSchema, Output>(
  name: string,
  options: Omit<Named<Input>, 'name'>,
  run: SingleCommand<Input, Output>['run'],
): SingleCommand<Input, Output> {
  return { kind: 'single', name, ...options, run }
}

export function sharedCommand<Input extends TSchema, Loaded, Decision, Output>(
  name: string,
  definition: Omit<SharedCommand<Input, Loaded, Decision, Output>, 'kind' | 'name'>,
): SharedCommand<Input, Loaded, Decision, Output> {
  return { kind: 'shared', name, ...definition }
}
