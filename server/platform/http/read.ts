import type { Static, TObject } from 'typebox'
import type { Tx } from '../db.ts'
import type { Actor } from '../pure/actor.ts'

export type ReadContext<Params, Query> = {
  db: Tx
  actor: Actor
  now: Date
  params: Params
  query: Query
  /** The page of another site that asks, as its browser says; null where none does. */
  origin: string | null
}

/** Something that can be looked at: served as HTTP GET and, by the same path, over a live connection. */
export type Read = {
  method: 'GET'
  path: string
  params?: TObject
  query?: TObject
  may: (actor: Actor) => boolean
  about: string
  /** Browsers and proxies may keep a public answer this long. */
  cacheSeconds?: number
  handle(ctx: ReadContext<never, never>): Promise<unknown>
}

type Options<Params extends TObject, Query extends TObject> = {
  params?: Params
  query?: Query
  may: (actor: Actor) => boolean
  about: string
  cacheSeconds?: number
}

/** `path` in Fastify's style: `/api/v1/contacts/:id`. Params and query arrive checked and coerced. */
export function read<Params extends TObject, Query extends TObject>(
  path: string,
  options: Options<Params, Query>,
  handle: (ctx: ReadContext<Static<Params>, Static<Query>>) => Promise<unknown>,
): Read {
  return { method: 'GET', path, ...options, handle: handle as Read['handle'] }
}
