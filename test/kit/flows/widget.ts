import { registerHooks } from 'node:module'
import type { VisitorToken } from '../../../server/contacts/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'
import { known } from '../known.ts'
import { type Browser, openPage, type Page } from './page.ts'

/** What tests use of web/widget/session.ts and store.ts; their own types need a browser's. */
type Session = {
  resume(stored: Record<string, string>, where: { url: string; title: string }): void
  adopt(token: string | null): void
  write(message: { text: string }): void
  loadEarlier(): Promise<void>
}
type Held = { id: number; position: number; from: number; events: EventView[]; unread: number }
type State = {
  thread: number | null | undefined
  conversations: Held[]
  outbox: { id: string; text: string; refused?: string; position?: number }[]
}
type Store = {
  readonly state: State
  begin(setting: object): void
  change(changes: Partial<State>): void
  onChange(draw: () => void): void
}
type Told = { t: string; key?: string; value?: string | null; was?: string | null }

export type Widget = Awaited<ReturnType<typeof openWidget>>

/** The widget of the product on a page of its own: all but its screen. What it keeps, the browser keeps over `reload`. */
export async function openWidget(browser: Browser, channelKey: string) {
  let page: Page
  let session: Session
  let store: Store
  const written: string[] = []
  let isLoading = true

  const load = async () => {
    isLoading = true
    page = openPage(browser)
    page.onTold = (told) => hear(browser, session, known<Told>(told))
    const tab = (tabs += 1)
    session = await moduleOf<Session>('../../../web/widget/session.ts', tab)
    store = await moduleOf<Store>('../../../web/widget/store.ts', tab)
    page.run(() => {
      store.onChange(() => {})
      store.begin({ config: { key: channelKey, locale: 'en', online: true }, locale: 'en', t: (key: string) => key })
      session.resume(Object.fromEntries(browser.storage), { url: 'https://shop.example/', title: 'Shop' })
    })
    isLoading = false
  }
  await load()

  return {
    /** Ids of all messages written here, in their order. */
    written,
    state: () => store.state,
    /** Into a page that is still loading, nobody writes. */
    write(text: string): void {
      if (isLoading) return
      page.run(() => session.write({ text }))
      written.push(store.state.outbox.at(-1)?.id ?? 'lost')
    },
    /** The page is loaded again: what was under way is cut, what was kept goes on. */
    async reload(): Promise<void> {
      if (isLoading) return
      page.close()
      await load()
      page.run(() => openNewest(store))
    },
    cut: () => page.cut(),
    close: () => page.close(),
    /** Reads up to the beginning, as by scrolling. */
    async readAll(): Promise<void> {
      page.run(() => openNewest(store))
      await page.run(() => session.loadEarlier())
    },
  }
}

/** The window is opened where the customer was. */
function openNewest({ state, change }: Store): void {
  const newest = state.conversations.at(-1)
  if (state.thread === undefined && newest !== undefined) change({ thread: newest.id })
}

/** The loader's part: keeps what the widget keeps in the page's storage, and says a moment later what holds (web/widget/loader.ts). */
function hear({ storage }: Browser, session: Session, { t, key = '', value, was }: Told): void {
  if (t !== 'store') return
  setTimeout(() => key === 'token' && session.adopt(storage.get(key) ?? null), 300)
  if (was !== undefined && was !== (storage.get(key) ?? null)) return
  if (value === null || value === undefined) storage.delete(key)
  else storage.set(key, value)
}

let tabs = 0
let isHooked = false

/** Each tab has modules of its own, as each page of a browser does: they hold its state. */
async function moduleOf<T>(file: string, tab: number): Promise<T> {
  hook()
  return known<T>(await import(`${file}?tab=${tab}`))
}

function hook(): void {
  if (isHooked) return
  isHooked = true
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      const tab = /\?tab=\d+$/.exec(context.parentURL ?? '')?.[0]
      const isOfTab = tab !== undefined && resolved.url.includes('/web/widget/') && !resolved.url.includes('?')
      return isOfTab ? { ...resolved, url: resolved.url + tab } : resolved
    },
    load(url, context, next) {
      const loaded = next(url, context)
      // Texts are the bundler's work, and a screen's need.
      const isTexts = /\/web\/widget\/texts\.ts\?tab=/.test(url)
      return isTexts ? { ...loaded, source: `import.meta.glob = () => ({});${String(loaded.source)}` } : loaded
    },
  })
}

/** A browser that was here before: with a token, as the widget asks for one. */
export async function makeVisitor(browser: Browser, channelKey: string): Promise<void> {
  const answer = await fetch(`${browser.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': browser.address },
    body: JSON.stringify({ key: channelKey, locale: 'en', timeZone: 'Europe/Paris' }),
  })
  if (!answer.ok) throw new Error(`no visitor: ${answer.status} ${await answer.text()}`)
  browser.storage.set('token', known<VisitorToken>(await answer.json()).token)
  browser.storage.set('muted', '1')
}
