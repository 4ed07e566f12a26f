import type { Tx } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { deleteOrphans, listUnknown } from './queries.ts'
import type { FileStore } from './store.ts'

const HOUR_MS = 3_600_000
const ORPHAN_LIFE_MS = 24 * HOUR_MS
/** What is younger may be on its way into the table. */
const SETTLED_MS = HOUR_MS
const MOST_SUSPICIOUS = 100

export type Housekeeping = { db: Tx; store: FileStore; log: Logger; now: Date; kept: readonly string[] }

/** Forgets what no message or draft took within a day [FI9]. */
export async function expireOrphans({ db, store, now, kept }: Housekeeping): Promise<number> {
  const ids = await deleteOrphans(db, new Date(now.getTime() - ORPHAN_LIFE_MS), kept)
  for (const id of ids) await store.remove(id)
  return ids.length
}

/**
 * Removes bytes whose row is gone (redacted, purged, or never written because the server died), and uploads that broke
 * off [FI9]. When most of many files have no row, these are not this database's files: nothing is touched.
 */
export async function sweepFiles({ db, store, log, now }: Housekeeping): Promise<number> {
  const before = new Date(now.getTime() - SETTLED_MS)
  await store.clearIncoming(before)
  const gone: string[] = []
  let kept = 0
  for await (const ids of store.list()) {
    const unknown = await listUnknown(db, ids)
    kept += ids.length - unknown.length
    for (const id of unknown) {
      const at = await store.changedAt(id)
      if (at !== null && at < before) gone.push(id)
    }
  }
  if (gone.length > MOST_SUSPICIOUS && gone.length > kept) {
    log.error({ gone: gone.length, kept }, 'most files on disk are unknown to the database: nothing was swept')
    return 0
  }
  for (const id of gone) await store.remove(id)
  return gone.length
}
