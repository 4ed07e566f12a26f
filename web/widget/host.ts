import type { WidgetConfig } from '../../server/channels/contract.ts'

/**
 * The page around the frame: the loader of this widget there, and nobody else. Its window and origin are fixed by the
 * first message; the server's `frame-ancestors` has decided before which origins may hold the frame at all.
 */

/** What the loader says. `stored` is what this widget keeps in the page's first-party storage. */
export type FromHost =
  | { t: 'init'; config: WidgetConfig; stored: Record<string, string>; page: Page }
  | { t: 'config'; config: WidgetConfig }
  | { t: 'open'; withFocus: boolean }
  | { t: 'close' }
  | { t: 'login'; jwt: string }
  | { t: 'logout' }
  | { t: 'page'; page: Page }
  | { t: 'stored'; key: string; value: string | null }

/** What the frame says. */
export type ToHost =
  | { t: 'ready' }
  /** It was open before the page was loaded again; the focus stays where it is. */
  | { t: 'open' }
  | { t: 'close' }
  | { t: 'unread'; count: number }
  | { t: 'message'; text: string; by: string }
  /** With `was`: only if that is still the value, so that the first of two tabs wins. `stored` says, a moment later, what holds. */
  | { t: 'store'; key: string; value: string | null; was?: string | null }

export type Page = { url: string; title: string }

let origin = '*'

export function tell(message: ToHost): void {
  parent.postMessage(message, origin)
}

export function listenToHost(hear: (message: FromHost) => void): void {
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source !== parent || (origin !== '*' && origin !== from)) return
    origin = from
    hear(data)
  })
  // Holds no secret: whoever embeds the frame may know that it is there.
  tell({ t: 'ready' })
}
