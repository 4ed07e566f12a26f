import type { Bus } from '../bus.ts'
import { clock } from '../clock.ts'
import type { Database, Tx } from '../db.ts'
import { eventsAt, type Place } from '../events/read.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { pause } from '../pause.ts'
import { createHeard } from './heard.ts'
import type { Hub } from './hub.ts'
import { type Connection, sendFrame } from './connection.ts'

type Head = {
  stream: string
  first: number
  position: number
  public_position: number | null
  contact_id: number | null
}
const EACH_MS = 1_000
const REPLAYED_AT_ONCE = 500

/** Where the log ends now: all below is finished. To be asked before what is read into memory, so that nothing falls between. */
export const logEnd = async (db: Tx): Promise<string> =>
  (
    await db.row<{ xmin: string }>({
      name: 'log.xmin',
      text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
      values: [],
    })
  ).xmin

/**
 * Reads the whole log as the database shows it, at the latest each second: the net under the bus, which may lose anything.
 * What no listener of this node has heard of is replayed to them; then every connection is told the heads of its topics that
 * moved, and what a client missed, it learns from here. What this node has put on the line itself needs no telling: whoever
 * got it sees a gap before it, and whose line broke asks anew.
 * All transactions below `pg_snapshot_xmin` are finished, so nothing becomes visible behind the reader.
 */
export function readLog(parts: {
  db: Database
  bus: Bus
  hub: Hub
  log: Logger
  metrics: Pick<Metrics, 'busMissed'>
  /** When this node has told what it is committing at this moment. */
  told(): Promise<unknown>
  /** From `logEnd`. */
  from: string
}): { stop(): void } {
  let { from } = parts
  let stopped = false
  let timer: NodeJS.Timeout
  const heard = createHeard()
  const unsubscribe = parts.bus.subscribe((_, message) => {
    if (isPlaced(message)) heard.note(message.stream, message.position)
  })

  const round = async () => {
    try {
      const xmin = await logEnd(parts.db)
      if (from !== xmin) {
        const heads = await parts.db.rows<Head>({ name: 'log.heads', text: HEADS, values: [from, xmin] })
        if (heads.length > 0) {
          // A commit shows in the log a moment before its word is on the bus: that is no loss.
          await soon(parts.told())
          await replay(heads)
          beat(heads)
          heard.turn()
        }
      }
      from = xmin
    } catch (error) {
      parts.log.warn({ reason: error instanceof Error ? error.message : '' }, 'the log could not be read; trying again')
    }
    if (!stopped) timer = setTimeout(() => void round(), EACH_MS)
  }
  timer = setTimeout(() => void round(), EACH_MS)

  /** In pieces: a node that was without a bus for a while has much to read. */
  async function replay(heads: readonly Head[]): Promise<void> {
    const missed = heads
      .flatMap(({ stream, first, position }) =>
        heard.missing(stream, first, position).map((each): Place => ({ stream, position: each })),
      )
      // Rights and settings before conversations.
      .sort((a, b) => Number(a.stream.startsWith('conversation:')) - Number(b.stream.startsWith('conversation:')))
    for (let done = 0; done < missed.length && !stopped; done += REPLAYED_AT_ONCE)
      for (const event of await eventsAt(parts.db, missed.slice(done, done + REPLAYED_AT_ONCE))) {
        parts.metrics.busMissed.inc()
        parts.bus.replay(event.stream, event)
      }
  }

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
  }

  return {
    stop() {
      stopped = true
      unsubscribe()
      clearTimeout(timer)
    },
  }
}

/** Whoever takes long is not waited for: then it is told twice. */
async function soon(told: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  await Promise.race([told, pause(EACH_MS, over.signal)])
  over.abort()
}

const isPlaced = (message: unknown): message is Place =>
  typeof message === 'object' && message !== null && 'position' in message && 'stream' in message

const HEADS = `
select stream, min(position) as first, max(position) as position, max(public_position) as public_position,
       max(contact_id) as contact_id
from events where xid >= $1::xid8 and xid < $2::xid8 group by stream`
