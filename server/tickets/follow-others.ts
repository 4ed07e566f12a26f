import type { Bus } from '../platform/bus.ts'
import type { Database } from '../platform/db.ts'
import type { Logger } from '../platform/log.ts'
import { listInboxRows, listTickets } from './queries.ts'
import type { InboxChange } from './settle-tickets.ts'

const EACH_MS = 250
const AT_ONCE = 2_000

export type Others = {
  /** What this node has just committed itself: newer than anything that is being read. */
  take(changes: readonly InboxChange[]): void
  stop(): void
}

/**
 * Lists and counts are told by each commit what it changed; of what other nodes commit, by this: whichever conversation has
 * an event that came from elsewhere is read again, many at once, and given on as a change of which nobody knows the before.
 */
export function followOthers(parts: {
  bus: Bus
  db: Database
  log: Logger
  tell(changes: readonly InboxChange[]): void
}): Others {
  let touched = new Set<number>()
  /** Changed here while they were being read: what was read of them may be older. */
  let overtaken: Set<number> | null = null
  const unsubscribe = parts.bus.subscribe((subject, _, origin) => {
    const id = origin === 'here' ? null : conversationIn(subject)
    if (id !== null) touched.add(id)
  })
  const timer = setInterval(() => void turn(), EACH_MS)

  return {
    take(changes) {
      if (overtaken !== null) for (const { conversationId } of changes) overtaken.add(conversationId)
    },
    stop() {
      unsubscribe()
      clearInterval(timer)
    },
  }

  async function turn(): Promise<void> {
    if (overtaken !== null || touched.size === 0) return
    const ids = [...touched].slice(0, AT_ONCE)
    touched = new Set([...touched].slice(AT_ONCE))
    overtaken = new Set()
    try {
      const [rows, tickets] = await Promise.all([listInboxRows(parts.db, ids), listTickets(parts.db, ids)])
      const rowOf = new Map(rows.map((row) => [row.conversationId, row]))
      const ticketOf = new Map(tickets.map((ticket) => [ticket.conversationId, ticket]))
      const [stale, fresh] = [ids.filter((id) => overtaken?.has(id)), ids.filter((id) => overtaken?.has(id) === false)]
      for (const id of stale) touched.add(id)
      parts.tell(
        fresh.map((id) => ({
          conversationId: id,
          before: null,
          after: rowOf.get(id) ?? null,
          ticket: ticketOf.get(id) ?? null,
        })),
      )
    } catch (error) {
      for (const id of ids) touched.add(id)
      const reason = error instanceof Error ? error.message : ''
      parts.log.warn({ reason }, 'what other servers changed could not be read; trying again')
    } finally {
      overtaken = null
    }
  }
}

function conversationIn(subject: string): number | null {
  const id = /^conversation:([1-9]\d{0,15})$/.exec(subject)?.[1]
  return id === undefined ? null : Number(id)
}
