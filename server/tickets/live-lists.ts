import { clock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import { uuid7 } from '../platform/ids.ts'
import type { Connection } from '../platform/live/connection.ts'
import type { Logger } from '../platform/log.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { allow } from '../platform/pure/refusal.ts'
import type { InboxRow, ViewGrouping, ViewKey } from './contract.ts'
import { listInbox } from './inbox-queries.ts'
import { inScope, mayReadConversations, scopeKey } from './scope.ts'
import type { StoredInboxRow } from './inbox-row.ts'
import { type Around, showRows } from './show-rows.ts'
import { inView, isViewKey } from './standard-views.ts'
import type { InboxChange } from './settle-tickets.ts'
import { type ViewDirectory, type ViewSource, viewSource } from './views/index.ts'

/** At most so often a window is read again, and so many windows a turn. */
const EACH_MS = 250
const WINDOWS_A_TURN = 40
const STEP = 50
/** A list that could not be read is left alone for a while. */
const REST_MS = 5_000
const COSTLY_MS = 100

type Window = {
  key: string
  /** Of this window and no other: what a watermark of another one says is worth nothing here. */
  id: string
  /** Of a standard view; a custom one is worked out by whoever keeps it. */
  source: ViewSource
  actor: Actor
  limit: number
  watchers: Map<Connection, Set<string>>
  /** The rows as last told, by conversation. */
  told: Map<number, string>
  order: number[]
  w: number
  dirty: boolean
  readAt: number
  restsUntil: number
  /** Under way: there is never more than one, so that an older answer cannot overwrite a newer one. */
  reading: Promise<void> | null
  /** Connections that wait for it to be read. */
  entering: number
}

export type LiveLists = {
  watch(connection: Connection, frame: { id: string; view: string; limit: number; since?: string }): Promise<unknown>
  unwatch(connection: Connection, id: string): void
  take(changes: readonly InboxChange[]): void
  /** Custom views have changed: what is shown of them is read anew. */
  touchViews(): void
  /** Something has another name: lists that are grouped by it are read anew. */
  touchGrouped(grouping: ViewGrouping): void
  /** Somebody came online or left: rows of this contact look different. */
  touchContact(contactId: number): void
  stop(): void
}

/**
 * Live windows on inbox views [TK8]. A window is the first rows of a view in a scope, shared by all desks that look at
 * the same; a change marks it, it is read again from the database at most each quarter of a second, and what differs is
 * told: rows entered or changed, and the order. What is told is thus always a fresh snapshot.
 */
export function createLiveLists(parts: { db: Database; log: Logger; around: Around; views: ViewDirectory }): LiveLists {
  const windows = new Map<string, Window>()
  const ending = new WeakSet<Connection>()
  let turning = false
  const timer = setInterval(() => void turn(), EACH_MS)

  return {
    async watch(connection, { id, view, limit, since }) {
      allow(mayReadConversations(connection.actor))
      const source = sourceOf(connection.actor, view)
      unwatch(connection, id)
      const window = windowOf(connection.actor, source, Math.ceil(limit / STEP) * STEP)
      await entered(window)
      if (connection.closed) {
        forget(window)
        return null
      }
      if (!ending.has(connection)) {
        ending.add(connection)
        connection.ending.push(() => unwatchAll(connection))
      }
      const ids = window.watchers.get(connection) ?? new Set()
      window.watchers.set(connection, ids.add(id))
      // Nothing changed since: the rows the client holds are right.
      const same = since === watermark(window)
      return {
        w: watermark(window),
        order: window.order,
        rows: same ? [] : [...window.told.values()].map((row) => JSON.parse(row) as InboxRow),
        reset: !same,
      }
    },
    unwatch,
    take(changes) {
      for (const window of windows.values()) {
        if (window.dirty) continue
        window.dirty = changes.some((change) => window.source.touches(change, window.told.has(change.conversationId)))
      }
    },
    touchViews() {
      for (const window of windows.values()) if (window.source.renew()) window.dirty = true
    },
    touchGrouped(grouping) {
      for (const window of windows.values()) if (window.source.isGroupedBy(grouping)) window.dirty = true
    },
    touchContact(contactId) {
      for (const window of windows.values())
        if (!window.dirty && [...window.told.values()].some((row) => row.includes(`"contact":{"id":${contactId},`)))
          window.dirty = true
    },
    stop: () => clearInterval(timer),
  }

  function unwatch(connection: Connection, id: string): void {
    for (const window of windows.values()) {
      const ids = window.watchers.get(connection)
      if (ids?.delete(id) !== true) continue
      if (ids.size === 0) window.watchers.delete(connection)
      forget(window)
    }
  }

  function unwatchAll(connection: Connection): void {
    for (const window of windows.values()) if (window.watchers.delete(connection)) forget(window)
  }

  function forget(window: Window): void {
    if (window.watchers.size === 0 && window.entering === 0) windows.delete(window.key)
  }

  function sourceOf(actor: Actor, view: string): ViewSource {
    return isViewKey(view)
      ? standardSource(parts, actor, view)
      : viewSource({ ...parts, directory: parts.views }, actor, view)
  }

  function windowOf(actor: Actor, source: ViewSource, limit: number): Window {
    const key = `${source.key}|${limit}|${scopeKey(actor)}`
    const window = windows.get(key) ?? {
      key,
      id: uuid7(),
      source,
      actor,
      limit,
      watchers: new Map(),
      told: new Map(),
      order: [],
      w: 0,
      dirty: true,
      readAt: 0,
      restsUntil: 0,
      reading: null,
      entering: 0,
    }
    windows.set(key, window)
    return window
  }

  /** Waits until the window shows all that happened before now. */
  async function entered(window: Window): Promise<void> {
    window.entering += 1
    try {
      if (window.reading !== null) await window.reading
      if (window.dirty) await read(window)
    } catch (error) {
      window.entering -= 1
      forget(window)
      throw error
    }
    window.entering -= 1
  }

  async function turn(): Promise<void> {
    if (turning) return
    turning = true
    await readDue()
    turning = false
  }

  async function readDue(): Promise<void> {
    const now = clock.now().getTime()
    const due = [...windows.values()]
      .filter((window) => window.dirty && window.restsUntil <= now)
      .sort((a, b) => a.readAt - b.readAt)
    for (const window of due.slice(0, WINDOWS_A_TURN))
      try {
        await read(window)
      } catch (error) {
        window.restsUntil = clock.now().getTime() + REST_MS
        parts.log.warn(
          { reason: error instanceof Error ? error.message : '', view: window.source.key },
          'a list could not be read; trying again',
        )
      }
  }

  function read(window: Window): Promise<void> {
    window.reading ??= readNow(window)
      .catch((error: unknown) => {
        window.dirty = true
        throw error
      })
      .finally(() => {
        window.reading = null
      })
    return window.reading
  }

  async function readNow(window: Window): Promise<void> {
    window.dirty = false
    window.readAt = clock.now().getTime()
    const rows = await window.source.read(window.limit)
    // Of the time, a costly list takes at most a third.
    const took = clock.now().getTime() - window.readAt
    if (took > COSTLY_MS) window.restsUntil = window.readAt + Math.min(3 * took, REST_MS)
    const next = new Map(rows.map((row) => [row.conversationId, JSON.stringify(row)]))
    const changed = [...next].filter(([id, row]) => window.told.get(id) !== row).map(([, row]) => row)
    const order = [...next.keys()]
    const moved = order.length !== window.order.length || order.some((id, index) => window.order[index] !== id)
    window.told = next
    window.order = order
    if (changed.length === 0 && !moved) return
    window.w += 1
    // Encoded once for all desks; only the watch's own id differs.
    const rest = `,"w":"${watermark(window)}","order":${JSON.stringify(order)},"rows":[${changed.join(',')}]}`
    for (const [connection, ids] of window.watchers)
      for (const id of ids)
        if (!connection.closed) connection.transport.send(`{"t":"list","id":${JSON.stringify(id)}${rest}`)
  }
}

const watermark = ({ id, w }: Window): string => `${id}@${w}`

function standardSource({ db, around }: { db: Database; around: Around }, actor: Actor, view: ViewKey): ViewSource {
  const has = (row: StoredInboxRow): boolean => inView(view, actor, row) && inScope(actor, row)
  return {
    key: view === 'mine' && actor.kind === 'user' ? `mine/${actor.userId}` : view,
    read: async (limit) => showRows(db, around, await listInbox(db, actor, view, limit, null)),
    touches: ({ before, after }, isTold) => isTold || [before, after].some((row) => row !== null && has(row)),
    isGroupedBy: () => false,
    renew: () => false,
  }
}
