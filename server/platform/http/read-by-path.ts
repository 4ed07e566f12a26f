import { compileLater } from '../compile-later.ts'
import Value from 'typebox/value'
import { clock } from '../clock.ts'
import type { Database } from '../db.ts'
import type { Actor } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { isStorable } from '../pure/storable.ts'
import type { Read } from './read.ts'

/** Serves reads by their path over a live connection: the same list, rights and checks as over HTTP. */
export function readByPath(
  reads: readonly Read[],
  db: Database,
): (actor: Actor, path: string, query: Record<string, string>) => Promise<unknown> {
  const routes = reads.map((read) => ({
    read,
    parts: read.path.split('/'),
    params: read.params === undefined ? null : { schema: read.params, check: compileLater(read.params) },
    query: read.query === undefined ? null : { schema: read.query, check: compileLater(read.query) },
  }))
  return async (actor, path, query) => {
    const given = path.split('/')
    for (const route of routes) {
      const params = match(route.parts, given)
      if (params === null) continue
      if (!route.read.may(actor)) throw new Refusal(actor.kind === 'nobody' ? 'not_signed_in' : 'not_allowed')
      return route.read.handle({
        db,
        actor,
        now: clock.now(),
        origin: null,
        params: coerced(route.params, params) as never,
        query: coerced(route.query, query) as never,
      })
    }
    throw new Refusal('not_found', { path })
  }
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (parts.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decode(value)
    else if (part !== value) return null
  }
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

type Checked = { schema: NonNullable<Read['params']>; check: { Check(value: unknown): boolean } } | null
function coerced(checked: Checked, given: Record<string, string>): unknown {
  if (checked === null) return {}
  const value = Value.Convert(checked.schema, { ...given })
  if (!checked.check.Check(value) || !isStorable(value)) throw new Refusal('invalid_input')
  return value
}
