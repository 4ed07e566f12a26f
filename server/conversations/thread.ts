import type { Tx } from '../platform/db.ts'
import type { StoredEvent } from '../platform/events/event-type.ts'
import { type Audience, eventsBefore, eventsSince, streamHead } from '../platform/events/read.ts'
import { messageView } from './write-message.ts'
import { streamOf } from './model.ts'
import { listMessages } from './queries-messages.ts'

export const THREAD_PAGE = 60
/** Farther behind than this, a reader takes a new snapshot. */
const MOST_MISSED = 500

/** The last `limit` events before a position, with message bodies, oldest first. */
export async function threadBefore(
  tx: Tx,
  conversationId: number,
  before: number | null,
  audience: Audience,
  limit = THREAD_PAGE,
): Promise<StoredEvent[]> {
  const events = await eventsBefore(tx, streamOf(conversationId), before, audience, limit)
  return hydrate(tx, conversationId, events)
}

/** What a reader at `since` misses; null when it is too much. */
export async function threadSince(
  tx: Tx,
  conversationId: number,
  since: number,
  audience: Audience,
): Promise<StoredEvent[] | null> {
  const events = await eventsSince(tx, streamOf(conversationId), since, audience, MOST_MISSED + 1)
  return events.length > MOST_MISSED ? null : hydrate(tx, conversationId, events)
}

/** The next `limit` events after a position, oldest first: for whoever reads a whole thread page by page. */
export const threadAfter = async (
  tx: Tx,
  conversationId: number,
  since: number,
  audience: Audience,
  limit: number,
): Promise<StoredEvent[]> =>
  hydrate(tx, conversationId, await eventsSince(tx, streamOf(conversationId), since, audience, limit))

export const threadHead = (tx: Tx, conversationId: number) => streamHead(tx, streamOf(conversationId))

/** Puts the bodies, as they are now, back into events read from the log. */
async function hydrate(tx: Tx, conversationId: number, events: StoredEvent[]): Promise<StoredEvent[]> {
  const refs = events.flatMap(({ type, messageId }) =>
    type === 'message.sent' && messageId !== undefined ? [{ conversationId, messageId }] : [],
  )
  if (refs.length === 0) return events
  const bodies = new Map((await listMessages(tx, refs)).map((message) => [message.id, message]))
  return events.map((event) => {
    const body = event.messageId === undefined ? undefined : bodies.get(event.messageId)
    if (event.type !== 'message.sent' || body === undefined) return event
    return { ...event, extra: messageView(body.id, body.visibility, body.content, body.redacted_at !== null) }
  })
}
