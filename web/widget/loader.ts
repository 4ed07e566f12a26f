/**
 * The loader: the one script on a customer's page. It draws the launcher, keeps what the widget stores in the page's own
 * storage, and holds the frame, in which everything else happens on our origin. It makes elements and styles through
 * their objects only, so that a strict Content-Security-Policy and Trusted Types stay untouched.
 */
import type { WidgetConfig } from '../../server/channels/contract.ts'
import type { FromHost, ToHost } from './host.ts'

type Api = { (...call: unknown[]): void; q?: Iterable<ArrayLike<unknown>>; isLoaded?: boolean }
declare global {
  interface Window {
    causerie?: Api
  }
}

const script = document.currentScript
if (script && 'src' in script && !window.causerie?.isLoaded) load(script)

function load({ src, dataset: { channel } }: HTMLScriptElement): void {
  const { origin } = new URL(src)
  const prefix = `causerie:${channel}:`
  const root = document.createElement('causerie-widget')
  const shadow = root.attachShadow({ mode: 'closed' })
  const launcher = document.createElement('button')
  const badge = document.createElement('b')
  const listeners: unknown[][] = []
  let locale = document.documentElement.lang || navigator.language
  let config: WidgetConfig | undefined
  let frame: HTMLIFrameElement | undefined
  let isReady = false
  let isOpen = false
  let unread = 0
  let url: string
  let before: Element | null
  /** Said before the frame listens. */
  const unsaid: FromHost[] = []
  /** Called before the settings are here, or even before this script. */
  const early: ArrayLike<unknown>[] = [...(window.causerie?.q ?? [])]

  const api: Api = (...call) => void (config ? run(call) : early.push(call))
  api.isLoaded = true
  window.causerie = api

  const calls: Record<string, (given: unknown, listener: unknown) => void> = {
    open() {
      root.hidden = false
      setOpen(true)
    },
    close: () => setOpen(false),
    show: () => (root.hidden = false),
    hide() {
      // What nobody sees must not count as read.
      setOpen(false)
      root.hidden = true
    },
    login: (jwt) => say({ t: 'login', jwt: `${jwt}` }),
    logout: () => (frame || stored().token) && say({ t: 'logout' }),
    on: (event, listener) => listeners.push([event, listener]),
    locale(wish) {
      locale = `${wish}`
      configure()
    },
  }
  const run = ({ 0: name, 1: given, 2: listener }: ArrayLike<unknown>) => calls[`${name}`]?.(given, listener)

  const tell = (event: string, detail?: object) =>
    listeners.forEach(([name, listener]) => name === event && typeof listener === 'function' && listener(detail))

  /** Where storage is switched off, everything lasts as long as the page. */
  let store: Record<string, string> = {}
  try {
    store = localStorage
  } catch {}
  const stored = () => {
    const kept: Record<string, string> = {}
    for (const key in store) if (key.startsWith(prefix)) kept[key.slice(prefix.length)] = store[key] ?? ''
    return kept
  }
  /** Tabs hear of each other's writing late: a moment later all of them find the same, and that holds. */
  const settle = (key: string) => setTimeout(() => say({ t: 'stored', key, value: store[prefix + key] ?? null }), 300)

  const page = () => {
    url = location.href
    return { url, title: document.title }
  }

  const say = (message: FromHost): void => {
    if (isReady) frame?.contentWindow?.postMessage(message, origin)
    else unsaid.push(message)
    makeFrame()
  }

  const makeFrame = (): void => {
    if (frame || !config) return
    frame = document.createElement('iframe')
    frame.src = `${origin}/widget/frame/${channel}`
    frame.title = config.title
    shadow.append(frame)
  }

  const setOpen = (wish: boolean, withFocus = true): void => {
    if (wish === isOpen) return
    isOpen = wish
    if (wish) {
      before = document.activeElement
      configure()
    }
    say(wish ? { t: 'open', withFocus } : { t: 'close' })
    draw()
    // What had the focus can be given it again.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (!wish && document.activeElement === root) ((launcher.hidden ? before : launcher) as HTMLElement | null)?.focus()
    tell(wish ? 'open' : 'close')
  }

  const draw = (): void => {
    launcher.ariaLabel = `${config?.title} ${unread || ''}`
    launcher.ariaExpanded = `${isOpen}`
    badge.textContent = `${unread || ''}`
    root.className = isOpen ? 'open' : ''
    // The keyboard of a phone covers the page: the frame keeps to what is left of it.
    const view = isOpen && innerWidth < 481 && visualViewport
    if (frame) frame.style.cssText = view ? `height:${view.height}px;top:${view.offsetTop}px` : ''
  }

  const hear = (message: ToHost): void => {
    const { t } = message
    if (t === 'ready' && config) {
      if (isReady && isOpen) unsaid.push({ t: 'open', withFocus: false })
      isReady = true
      say({ t: 'init', config, stored: stored(), page: page() })
      unsaid.splice(0).forEach(say)
    } else if (t === 'open' || t === 'close') setOpen(t === 'open', false)
    else if (t === 'store') {
      const { key, value, was } = message
      settle(key)
      if (was !== undefined && was !== (store[prefix + key] ?? null)) return
      if (value === null) delete store[prefix + key]
      else store[prefix + key] = value
    } else {
      if (t === 'unread') unread = message.count
      draw()
      tell(t, message)
    }
  }

  /**
   * Without settings (no such channel, not on this origin, no network) there is no launcher. They are asked for again when
   * the window opens, and each minute while it is: whether anybody is there may have changed.
   */
  const configure = () =>
    void fetch(
      `${origin}/api/v1/widget/config/${channel}?locale=${locale}&timeZone=${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
    )
      .then((answer) => answer.ok && answer.json())
      .then((next: WidgetConfig | false) => {
        if (!next) return
        const isFirst = !config
        config = next
        if (isFirst) start(next)
        else if (frame) say({ t: 'config', config: next })
        draw()
      })
      .catch(() => {})

  const start = ({ appearance: { colour, launcher: kind, offset, position } }: WidgetConfig): void => {
    const sheet = new CSSStyleSheet()
    // Above everything of the page, untouched by its styles. The icons are cut-outs: the page may allow no images.
    sheet.replaceSync(`:host{all:initial!important}:host([hidden]),[hidden],b:empty{display:none!important}
*{position:fixed;z-index:999999999;${position}:20px;bottom:${offset}px;border:0;border-radius:16px;box-shadow:0 4px 20px #0003}
button{width:56px;height:56px;border-radius:50%;background:${colour};cursor:pointer;forced-color-adjust:none}
button:before{content:"";position:absolute;inset:25%;background:oklch(from ${colour} calc(99*(.65 - l)) 0 0);clip-path:path("M14 2a12 11 0 1 1-5 21l-7 3 2-7A12 11 0 0 1 14 2")}
:host(.open) button:before{clip-path:polygon(0 35%,50% 65%,100% 35%,100% 50%,50% 80%,0 50%)}
b{position:absolute;inset:-4px -4px auto auto;padding:0 8px;background:#c81e3a;color:#fff;font:600 12px/20px system-ui}
iframe{bottom:${offset + 72}px;width:380px;height:min(640px,100dvh - ${offset + 92}px)}
:host(:not(.open)) iframe{visibility:hidden}
@media(max-width:480px){iframe{inset:0;width:100%;height:100dvh;border-radius:0}:host(.open) button{display:none}}`)
    shadow.adoptedStyleSheets = [sheet]
    launcher.append(badge)
    launcher.hidden = kind === 'hidden'
    launcher.onclick = () => setOpen(!isOpen)
    launcher.onpointerenter = makeFrame
    // Not an expression: a handler that returns false takes Enter away from the launcher.
    root.onkeydown = ({ key }) => {
      if (key === 'Escape') setOpen(false)
    }
    shadow.append(launcher)
    document.documentElement.append(root)

    addEventListener('message', ({ source, origin: from, data }) => {
      if (source === frame?.contentWindow && from === origin) hear(data)
    })
    addEventListener('storage', ({ key }) => {
      if (isReady && key?.startsWith(prefix)) settle(key.slice(prefix.length))
    })
    if (visualViewport) visualViewport.onresize = visualViewport.onscroll = draw
    setInterval(() => isReady && url !== location.href && say({ t: 'page', page: page() }), 2000)
    setInterval(() => isOpen && configure(), 60_000)

    if (stored().token) makeFrame()
    early.forEach(run)
  }

  configure()
}
