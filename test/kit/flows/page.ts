import { AsyncLocalStorage } from 'node:async_hooks'
import { WebSocket } from 'ws'
import { known } from '../known.ts'

/**
 * What the product's own client code (web/kit, web/desk/live, web/widget) needs of a browser, without a screen: storage,
 * cookies, sockets, network, timers. Many browsers live in one process: code that runs inside `page.run` finds the things
 * of its page behind the global names, and nothing of it goes on after `page.close`.
 */
export type Browser = {
  /** Where the pages come from, such as `http://127.0.0.1:3000`. */
  origin: string
  cookie: string | null
  /** The address it tells as a proxy in front of the server would. */
  address: string
  storage: Map<string, string>
}
export type Page = {
  run<T>(work: () => T): T
  /** All its lines break; the page stays. */
  cut(): void
  /** As a browser closes a tab: sockets, requests and timers end at once. */
  close(): void
  /** What a frame says to the page around it. */
  onTold: (message: unknown) => void
}
type Inside = Page & {
  browser: Browser
  isClosed: boolean
  sockets: Set<WebSocket>
  timers: Set<NodeJS.Timeout>
  ending: AbortController
}

const pages = new AsyncLocalStorage<Inside>()
let count = 0

export function newBrowser(origin: string, cookie: string | null = null): Browser {
  count += 1
  return { origin, cookie, address: `10.1.${count >> 8}.${count & 255}`, storage: new Map() }
}

export function openPage(browser: Browser): Page {
  install()
  const page: Inside = {
    browser,
    isClosed: false,
    sockets: new Set(),
    timers: new Set(),
    ending: new AbortController(),
    onTold: () => {},
    run: (work) => pages.run(page, work),
    cut() {
      for (const socket of page.sockets) socket.terminate()
    },
    close() {
      page.isClosed = true
      page.ending.abort()
      for (const timer of page.timers) clearTimeout(timer)
      for (const socket of page.sockets) socket.terminate()
    },
  }
  return page
}

function here(): Inside {
  const page = pages.getStore()
  if (page === undefined) throw new Error('client code runs outside a page')
  return page
}

let isInstalled = false

function install(): void {
  if (isInstalled) return
  isInstalled = true
  const real = { setTimeout, setInterval, fetch }
  const later =
    (set: typeof setTimeout | typeof setInterval) =>
    (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
      const page = pages.getStore()
      if (page === undefined) return set(work, ms, ...given)
      const timer = set((...args: unknown[]) => page.isClosed || work(...args), ms, ...given)
      if (page.isClosed) clearTimeout(timer)
      page.timers.add(timer)
      return timer
    }
  const own = {
    setTimeout: later(real.setTimeout),
    setInterval: later(real.setInterval),
    fetch: (input: string | URL | Request, init: RequestInit = {}) => {
      const page = pages.getStore()
      return page === undefined ? real.fetch(input, init) : fetchFrom(page, String(input), init)
    },
    WebSocket: PageSocket,
    location: {
      get href() {
        return `${here().browser.origin}/`
      },
    },
    localStorage: storageOfPage(),
    parent: {
      postMessage(message: unknown) {
        if (!here().isClosed) here().onTold(message)
      },
    },
    document: { hasFocus: () => true },
  }
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })

  function fetchFrom({ browser, ending }: Inside, where: string, init: RequestInit): Promise<Response> {
    const signal = init.signal ? AbortSignal.any([init.signal, ending.signal]) : ending.signal
    const headers = { ...known<Record<string, string>>(init.headers ?? {}), ...headersOf(browser) }
    return real.fetch(new URL(where, browser.origin), { ...init, headers, signal })
  }
}

/** The storage of the page that asks: by its functions, and by its keys as its own. */
function storageOfPage(): object {
  const functions: Record<string, unknown> = {
    getItem: (key: string) => here().browser.storage.get(key) ?? null,
    setItem: (key: string, value: string) => here().isClosed || here().browser.storage.set(key, value),
    removeItem: (key: string) => here().isClosed || here().browser.storage.delete(key),
  }
  return new Proxy(functions, {
    ownKeys: () => [...here().browser.storage.keys()],
    getOwnPropertyDescriptor: (_, key) => ({
      value: here().browser.storage.get(String(key)),
      enumerable: true,
      configurable: true,
    }),
    get: (target, key) => target[String(key)] ?? here().browser.storage.get(String(key)),
  })
}

const headersOf = ({ cookie, address }: Browser): Record<string, string> => ({
  'x-forwarded-for': address,
  ...(cookie === null ? {} : { cookie }),
})

/** A socket that carries the browser's cookie, and is heard by its page as long as that lives. */
class PageSocket extends WebSocket {
  readonly #page: Inside

  constructor(url: string | URL) {
    const page = here()
    super(url, { perMessageDeflate: false, headers: headersOf(page.browser) })
    this.#page = page
    page.sockets.add(this)
    this.on('error', () => {})
    this.on('close', () => page.sockets.delete(this))
    if (page.isClosed) this.terminate()
  }

  override emit(name: string | symbol, ...given: unknown[]): boolean {
    const page = this.#page
    if (page === undefined) return super.emit(name, ...given)
    // Nobody is left to hear it: but for its own clearing up.
    return page.run(() => super.emit(name, ...given))
  }
}
