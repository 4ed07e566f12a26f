import type { StoredEvent } from '../../platform/events/event-type.ts'
import type { Audience } from '../../platform/events/read.ts'
import type { EventView } from '../../platform/protocol.ts'
import { threadAfter, threadHead } from '../thread.ts'
import type { ReadParts } from './asked.ts'

/** Events held in memory at once, however long the conversation is. */
const PAGE = 250

/** A whole thread, page by page, up to where it stood at the beginning; without notes, as its contact may hear it [EX2]. */
export async function* readPages(
  { db, view }: Pick<ReadParts, 'db' | 'view'>,
  conversationId: number,
  withNotes: boolean,
): AsyncGenerator<EventView[]> {
  const audience: Audience = withNotes ? 'user' : 'visitor'
  const head = await threadHead(db, conversationId)
  const last = withNotes ? head.position : head.publicPosition
  for (let since = 0; since < last; ) {
    const events = await threadAfter(db, conversationId, since, audience, PAGE)
    const known = events.filter((event) => placeOf(event, audience) <= last)
    const end = known.at(-1)
    if (end === undefined) return
    since = placeOf(end, audience)
    yield known.flatMap((event) => view(event, audience) ?? [])
  }
}

const placeOf = (event: StoredEvent, audience: Audience): number =>
  audience === 'visitor' ? (event.publicPosition ?? 0) : event.position
