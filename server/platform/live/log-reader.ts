import type { Bus } from '../bus.ts'
import { clock } from '../clock.ts'
import type { Database } from '../db.ts'
import type { Logger } from '../log.ts'
import type { Hub } from './hub.ts'
import { type Connection, sendFrame } from './connection.ts'

type Head = { stream: string; position: number; public_position: number | null; contact_id: number | null }
const EACH_MS = 1_000

/**
 * Reads the whole log as the database shows it, at the latest each second, and tells every connection the heads of its
 * topics that moved: what a client missed (the bus is only the fast path), it learns from here. What this node has put on
 * the line itself needs no telling: whoever got it sees a gap before it, and whose line broke asks anew.
 * All transactions below `pg_snapshot_xmin` are finished, so nothing becomes visible behind the reader.
 */
export function readLog(parts: {
  db: Database
  bus: Bus
  hub: Hub
  log: Logger
  onRead?: (streams: string[]) => void
}): { stop(): void } {
  let from: string | null = null
  let stopped = false
  let timer: NodeJS.Timeout

  const round = async () => {
    try {
      const xmin = (
        await parts.db.row<{ xmin: string }>({
          name: 'log.xmin',
          text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
          values: [],
        })
      ).xmin
      if (from !== null && from !== xmin) {
        const heads = await parts.db.rows<Head>({ name: 'log.heads', text: HEADS, values: [from, xmin] })
        if (heads.length > 0) beat(heads)
      }
      from = xmin
    } catch (error) {
      parts.log.warn({ reason: error instanceof Error ? error.message : '' }, 'the log could not be read; trying again')
    }
    if (!stopped) timer = setTimeout(() => void round(), EACH_MS)
  }
  timer = setTimeout(() => void round(), EACH_MS)

  function beat(heads: Head[]): void {
    const byConnection = new Map<Connection, Record<string, number>>()
    const note = (connection: Connection, stream: string, position: number) => {
      const told = byConnection.get(connection)
      if (told === undefined) byConnection.set(connection, { [stream]: position })
      else told[stream] = position
    }
    for (const head of heads) {
      // Visitors sit on `contact:ID`; the record's own stream is not for them, not even where it stands.
      if (!head.stream.startsWith('contact:') && parts.hub.forwarded(head.stream, 'user') < head.position)
        for (const connection of parts.hub.members(head.stream)) note(connection, head.stream, head.position)
      if (head.contact_id === null || head.public_position === null) continue
      if (parts.hub.forwarded(head.stream, 'visitor') >= head.public_position) continue
      for (const connection of parts.hub.members(`contact:${head.contact_id}`))
        note(connection, head.stream, head.public_position)
    }
    const now = clock.now().toISOString()
    for (const [connection, told] of byConnection) sendFrame(connection, { t: 'beat', now, heads: told })
    parts.hub.turnSpan()
    parts.onRead?.(heads.map((head) => head.stream))
  }

  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

const HEADS = `
select stream, max(position) as position, max(public_position) as public_position, max(contact_id) as contact_id
from events where xid >= $1::xid8 and xid < $2::xid8 group by stream`
