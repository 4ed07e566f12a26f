import type { ServerFrame } from '../../../server/platform/protocol.ts'
import type { InboxPage, InboxRow, ListKey } from '../../../server/tickets/contract.ts'
import type { Connection } from '../../kit/connection.ts'
import { Refused } from '../../kit/http.ts'
import { retry } from './retry.ts'
import { createStore, type Store } from './store.ts'

export type List = {
  rows: readonly InboxRow[]
  /** False until the first answer. */
  isReady: boolean
  hasMore: boolean
  isLoadingMore: boolean
  /** Why it cannot be shown. */
  failure: Refused | null
}
type Window = {
  view: ListKey
  store: Store<List>
  users: number
  limit: number
  w: string | undefined
  order: readonly number[]
  rows: Map<number, InboxRow>
  /** Pages below the live window, read once. */
  older: readonly InboxRow[]
  next: string | null | undefined
}

const STEP = 100
/** The server keeps this many rows of a view live; the rest are read by pages. */
const MOST_LIVE = 500

export type Inbox = ReturnType<typeof createInbox>

/** Live lists: the first rows of a view as they are now, more of them as the list is scrolled. */
export function createInbox(connection: () => Connection) {
  const windows = new Map<ListKey, Window>()
  const listeners = new Set<(view: ListKey, list: List) => void>()

  return {
    of: (view: ListKey): Store<List> => windowOf(view).store,
    /** Kept live while somebody shows it, and a little longer: people go back. */
    show(view: ListKey): () => void {
      const window = windowOf(view)
      window.users += 1
      if (window.users === 1 && window.w === undefined) void watch(window)
      return () => {
        window.users -= 1
        setTimeout(() => forget(window), 60_000)
      }
    },
    async more(view: ListKey): Promise<void> {
      const window = windowOf(view)
      if (!window.store.get().hasMore || window.store.get().isLoadingMore) return
      window.store.set({ ...window.store.get(), isLoadingMore: true })
      if (window.limit < MOST_LIVE) {
        window.limit += STEP
        window.w = undefined
        await watch(window)
        // What fails is asked again by scrolling.
      } else await readOlder(window).catch(() => {})
      tell(window, false)
    },
    /** Custom views have changed: what is shown of them is asked for anew. */
    renew() {
      for (const window of windows.values()) if (/^v\d/.test(window.view)) void watch(window)
    },
    resume() {
      for (const window of windows.values()) void watch(window)
    },
    onChange(listener: (view: ListKey, list: List) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    take(frame: Extract<ServerFrame, { t: 'list' }>): void {
      for (const window of windows.values())
        if (window.view === frame.id && isRows(frame.rows)) merge(window, { ...frame, rows: frame.rows })
    },
  }

  function windowOf(view: ListKey): Window {
    const known = windows.get(view)
    if (known) return known
    const store = createStore<List>({ rows: [], isReady: false, hasMore: false, isLoadingMore: false, failure: null })
    const window = {
      view,
      store,
      users: 0,
      limit: STEP,
      w: undefined,
      order: [],
      rows: new Map(),
      older: [],
      next: undefined,
    }
    windows.set(view, window)
    return window
  }

  async function watch(window: Window): Promise<void> {
    const { view, limit, w } = window
    try {
      const answer = await retry(
        () =>
          connection().request<{ w: string; order: number[]; rows: InboxRow[] }>((ref) => ({
            t: 'watch',
            ref,
            id: view,
            view,
            limit,
            ...(w !== undefined && { since: w }),
          })),
        { times: 4 },
      )
      merge(window, answer)
    } catch (error) {
      // What is refused stays so until something changes; else the next line watches again.
      if (error instanceof Refused && error.code.startsWith('view_'))
        window.store.set({ ...window.store.get(), rows: [], isReady: true, hasMore: false, failure: error })
    }
  }

  /** `rows` holds what entered or changed; `order` names all. A row nobody told of means: ask for everything. */
  function merge(window: Window, told: { w: string; order: number[]; rows: InboxRow[] }): void {
    for (const row of told.rows) window.rows.set(row.conversationId, row)
    window.w = told.w
    window.order = told.order
    if (told.order.some((id) => !window.rows.has(id))) {
      window.w = undefined
      return void watch(window)
    }
    const kept = new Set(told.order)
    for (const id of window.rows.keys()) if (!kept.has(id)) window.rows.delete(id)
    tell(window)
  }

  function tell(window: Window, isLoadingMore = window.store.get().isLoadingMore): void {
    const live = window.order.flatMap((id) => window.rows.get(id) ?? [])
    const older = window.older.filter((row) => !window.rows.has(row.conversationId))
    const isFull = window.order.length >= window.limit
    const hasMore = window.limit < MOST_LIVE ? isFull : isFull && window.next !== null
    const list = { rows: [...live, ...older], isReady: window.w !== undefined, hasMore, isLoadingMore, failure: null }
    window.store.set(list)
    for (const listener of listeners) listener(window.view, list)
  }

  /** Pages are read from the top until one holds rows the live window has not. */
  async function readOlder(window: Window): Promise<void> {
    if (window.next === null) return
    const page = await readPage(window.view, window.next)
    const known = new Set([...window.order, ...window.older.map((row) => row.conversationId)])
    const fresh = page.rows.filter((row) => !known.has(row.conversationId))
    window.older = [...window.older, ...fresh]
    window.next = page.next
    if (fresh.length === 0) await readOlder(window)
  }

  // A declaration: a constant after the return would never get its value.
  function readPage(view: ListKey, cursor: string | undefined): Promise<InboxPage> {
    return connection().get<InboxPage>('/api/v1/inbox', {
      view,
      limit: '200',
      ...(cursor !== undefined && { cursor }),
    })
  }

  function forget(window: Window): void {
    if (window.users > 0 || windows.get(window.view) !== window) return
    windows.delete(window.view)
    connection().send({ t: 'unwatch', id: window.view })
  }
}

const isRows = (rows: unknown[]): rows is InboxRow[] => Array.isArray(rows)
