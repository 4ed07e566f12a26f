import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { pause } from '../../platform/pause.ts'
import { holdAlone, type SingleHolder } from '../../platform/single-holder.ts'
import {
  dropConversations,
  dropRedacted,
  getPlace,
  indexContacts,
  indexMessages,
  indexTickets,
  type Place,
  readBatch,
  savePlace,
  tidyIndex,
} from './queries-index.ts'

/** The lock that makes one node the holder of the index. */
const SEARCH_LOCK = 0x5ea4c4
const BATCH = 1_000
const IDLE_MS = 500
/** While there is more to do than fits a batch: of five moments, the index takes one. */
const SHARE = 4

/**
 * Fills the search index from the log, after the commit [TS6]: one holder among the nodes reads on from where the index
 * stands, in the order of (xid, id). Writing a message costs nothing more; it can be found within a second. Under a load that
 * is too much for it the index falls behind and catches up later: messages come first.
 */
export function indexLog(parts: { db: Database; log: Logger }): SingleHolder {
  return holdAlone(parts.db, SEARCH_LOCK, parts.log, async (signal) => {
    let place = await getPlace(parts.db)
    while (!signal.aborted) {
      const began = clock.now().getTime()
      const next = await indexBatch(parts.db, place, BATCH)
      place = next.place
      await pause(next.n < BATCH ? IDLE_MS : SHARE * (clock.now().getTime() - began), signal)
    }
  })
}

/** Indexes the next events; gives where the index stands then, and how many there were. */
async function indexBatch(db: Database, from: Place, limit: number): Promise<{ place: Place; n: number }> {
  const batch = await readBatch(db, from, limit)
  const place = { xid: batch.xid, id: batch.id }
  const { sent, redacted, tickets, purged, contacts, n } = batch
  const concerns = sent > 0 || redacted || tickets !== null || purged !== null || contacts !== null
  if (concerns)
    await db.transaction(async (tx) => {
      if (sent > 0) await indexMessages(tx, from, place)
      if (redacted) await dropRedacted(tx, from, place)
      if (tickets !== null) await indexTickets(tx, tickets)
      if (purged !== null) await dropConversations(tx, purged)
      if (contacts !== null) await indexContacts(tx, contacts)
      await savePlace(tx, place)
    })
  else if (n > 0) await savePlace(db, place)
  if (concerns) await tidyIndex(db)
  return { place, n }
}
