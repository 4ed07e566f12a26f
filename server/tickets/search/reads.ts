import { Type } from 'typebox'
import type { Database } from '../../platform/db.ts'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { mayReadConversations } from '../scope.ts'
import type { Around } from '../show-rows.ts'
import type { SearchAnswer } from './contract.ts'
import { afterOf, findContacts, findMessages, findTickets } from './find.ts'
import { isZone } from './pure/days.ts'
import { parse } from './pure/parse.ts'
import { getOldest } from './queries.ts'
import { type Kind, type Names, want } from './want.ts'

const kind = (name: Kind) => Type.Literal(name)
const SearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 400 }),
  /** Only these results; with `before`, the page after that one. */
  of: Type.Optional(Type.Union([kind('messages'), kind('tickets'), kind('contacts')])),
  before: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,15}\\.([0-9]{1,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$' }),
  ),
  /** Where a day begins: an IANA time zone. */
  zone: Type.Optional(Type.String({ maxLength: 60 })),
})

/** What is found is what the actor's scope reaches [TS4]; the scope is part of each statement. */
export const searchReads = (parts: Names & { db: Database; around: Around }): Read[] => [
  read(
    '/api/v1/search',
    {
      query: SearchQuery,
      may: mayReadConversations,
      about: 'Messages, tickets and contacts by words, "exact words" and filters like status:open; newest first.',
    },
    async ({ actor, now, query }): Promise<SearchAnswer> => {
      const zone = query.zone !== undefined && isZone(query.zone) ? query.zone : 'UTC'
      const userId = actor.kind === 'user' ? actor.userId : 0
      const [search, oldest] = await Promise.all([
        want(parts.db, parts, parse(query.q), { userId, zone, now }),
        getOldest(parts.db),
      ])
      const before = query.of === undefined || query.before === undefined ? null : cursorFor(query.of, query.before)
      const asked = { ...parts, actor, now, search, before, oldest }
      const isAsked = (name: Kind) => search.kinds.has(name) && (query.of ?? name) === name
      const [messages, tickets, contacts] = await Promise.all([
        isAsked('messages') ? findMessages(asked) : undefined,
        isAsked('tickets') ? findTickets(asked) : undefined,
        isAsked('contacts') ? findContacts(asked) : undefined,
      ])
      return {
        filters: search.filters.map(({ start, end, key, text, negated }) => ({
          start,
          end,
          key,
          value: text,
          negated,
        })),
        hints: search.hints,
        ...(messages && { messages }),
        ...(tickets && { tickets }),
        ...(contacts && { contacts }),
      }
    },
  ),
]

/** Messages have ids of their own kind: a page of the one does not go on in the other. */
function cursorFor(of: Kind, before: string) {
  const after = afterOf(before)
  if ((of === 'messages') !== after.id.includes('-'))
    throw new Refusal('invalid_input', { fields: [{ field: 'before', message: 'is not one of ours' }] })
  return after
}
