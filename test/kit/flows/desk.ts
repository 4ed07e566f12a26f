import type { Me } from '../../../server/identity/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'
import type { OfferView } from '../../../server/routing/contract.ts'
import type { ConversationSnapshot, InboxRow } from '../../../server/tickets/contract.ts'
import { known } from '../known.ts'
import { type Browser, openPage, type Page } from './page.ts'

/** What tests use of web/desk/live/desk.ts; its own types need a browser's. */
type Store<T> = { get(): T; subscribe(listener: () => void): () => void }
type Outgoing = { conversationId: number; messageId: string; text: string; refusal?: string; position?: number }
type Held = { snapshot: ConversationSnapshot; ahead: readonly EventView[] }
type Live = {
  line: Store<{ state: string; code: number }>
  counts: Store<Record<string, number> | null>
  inbox: {
    of(view: string): Store<{ rows: readonly InboxRow[]; isReady: boolean }>
    show(view: string): () => void
  }
  conversations: {
    of(id: number): Store<{ held: Held | null; failure: Error | null }>
    open(id: number): () => void
    loadEarlier(id: number): Promise<void>
  }
  outbox: { all: Store<readonly Outgoing[]>; send(message: object): void }
  offers: { store: Store<readonly OfferView[]> }
  do<T>(name: string, input: unknown): Promise<T>
  stop(): void
}
type CreateDesk = (parts: object) => Live

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** The desk of the product on a page of its own: all but its screen. What it keeps, the browser keeps over `reload`. */
export async function openDesk(browser: Browser) {
  let page: Page
  let live: Live
  const opened = new Set<number>()
  const shown = new Set(['all'])
  const written = new Map<number, string[]>()
  let isLoading = true

  const load = async () => {
    isLoading = true
    page = openPage(browser)
    const place = '../../../web/desk/live/desk.ts'
    const { createDesk } = known<{ createDesk: CreateDesk }>(await import(place))
    const me = await meOf(browser)
    page.run(() => {
      const ignore = () => {}
      live = createDesk({ me, onAccount: ignore, onNotification: ignore, onSubmitted: ignore, onMe: ignore })
      for (const view of shown) live.inbox.show(view)
      for (const id of opened) live.conversations.open(id)
    })
    isLoading = false
  }
  await load()

  return {
    live: () => live,
    /** Ids of all messages written here, by conversation. */
    written,
    rows: () => live.inbox.of('all').get().rows,
    /** Another list of the inbox is kept on the screen. */
    show(view: string): void {
      if (shown.has(view)) return
      shown.add(view)
      page.run(() => live.inbox.show(view))
    },
    rowsOf: (view: string) => live.inbox.of(view).get().rows,
    offered: () => live.offers.store.get(),
    do: (name: string, input: object) => page.run(() => live.do<unknown>(name, input)),
    open(id: number): void {
      if (opened.has(id)) return
      opened.add(id)
      page.run(() => live.conversations.open(id))
    },
    /** Into a page that is still loading, nobody writes. */
    write(conversationId: number, text: string): void {
      if (isLoading) return
      page.run(() => live.outbox.send({ conversationId, visibility: 'public', text, files: [], mentions: [] }))
      const id = live.outbox.all.get().at(-1)?.messageId ?? 'lost'
      written.set(conversationId, [...(written.get(conversationId) ?? []), id])
    },
    /** What is not known to be stored. */
    unsent: () => live.outbox.all.get().filter(({ position }) => position === undefined),
    held: (id: number) => live.conversations.of(id).get().held,
    /** Reads up to the beginning, as by scrolling. */
    loadEarlier: (id: number) => page.run(() => live.conversations.loadEarlier(id)),
    async reload(): Promise<void> {
      if (isLoading) return
      page.close()
      await load()
    },
    cut: () => page.cut(),
    close: () => page.close(),
  }
}

/** As the desk reads before it is live: again until the server answers. */
async function meOf({ origin, cookie }: Browser): Promise<Me> {
  for (let left = 1_200; ; left -= 1) {
    const answer = await fetch(`${origin}/api/v1/me`, { headers: { cookie: cookie ?? '', 'x-causerie': '1' } }).catch(
      () => null,
    )
    if (answer?.ok) return known<Me>(await answer.json())
    if (left === 0) throw new Error(`the desk cannot be opened: ${answer?.status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
