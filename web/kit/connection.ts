/**
 * One live connection to the server (frames and rules: server/platform/protocol.ts), for desk and widget.
 *
 *   const connection = createConnection({ url: '/socket', hello: () => ({ t: 'hello', v: 1, as: 'user' }), onFrame, onState })
 *   await connection.do('ticket.take', { ticketId: 7 })      // → the `ok` data, or rejects with Refused
 *   await connection.get<Me>('/api/v1/me')                   // the same path as over HTTP
 *   await connection.join('conversation:42', since)          // join again on every 'open', with your own position
 *   connection.send({ t: 'typing', conversationId: 42, on: true })   // no answer; dropped unless open
 *
 * - It connects at once, and again by itself: with back-off and jitter, and at once when the browser comes back online.
 *   A silent line is asked by `ping`, and given up after 10 s without a word; at once when the browser goes offline.
 * - `hello` is called anew for each line, so it carries the newest token and heads.
 * - onFrame hears every frame but `ok`, `no` and `pong`; `welcome` comes just before the state `open`.
 * - Requests made while not open wait for the next welcome. Requests under way when the line breaks reject with the code
 *   `disconnected`: nobody knows whether they happened, so repeat them with the same ids [P4].
 * - Where no WebSocket comes through, it goes over to streaming fetch by itself (stream-line.ts).
 * - `resume()` drops the line and connects again: the answer to a gap [P3] for who cannot `join` with `since`.
 */
import type { ClientFrame, ServerFrame } from '../../server/platform/protocol.ts'

/** `closed` is final; its code says why: 4401 not signed in, 4403 wrong origin, 4426 reload needed, 1000 closed here. */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed'

export class Refused extends Error {
  readonly code: string
  readonly details: unknown
  constructor(code: string, message = code, details?: unknown) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** These refusals pass: repeat with the same ids, after a pause. */
export const isTransient = (code: string): boolean =>
  /^(disconnected|unavailable|too_many_requests|internal)$/.test(code)

/** What carries frames. It never calls back before it has been returned. */
export type Line = { send: (frame: ClientFrame) => void; close: () => void }
export type LineEvents = { onOpen: () => void; onText: (text: string) => void; onClose: (code: number) => void }
export type OpenLine = (url: string, events: LineEvents) => Line

export type ConnectionOptions = {
  /** Path or address of the socket. */
  url: string
  hello: () => ClientFrame
  onFrame: (frame: ServerFrame) => void
  onState: (state: ConnectionState, code?: number) => void
  /** The usual way and the fallback; tests give their own. */
  lines?: [usual: OpenLine, fallback: OpenLine]
}
export type Connection = ReturnType<typeof createConnection>

// A method, not a property: the caller of `get` names the shape it expects, by contract.
type Asked = { frame: (ref: number) => ClientFrame; resolve(data: unknown): void; reject(error: Refused): void }

const SILENCE = 25_000
const PATIENCE = 10_000
const STABLE = 5_000
const LONGEST_PAUSE = 30_000
const FINAL = /4401|4403|4426|1000/

export function createConnection({
  url,
  hello,
  onFrame,
  onState,
  lines = [socketLine, lazyStreamLine],
}: ConnectionOptions) {
  let state: ConnectionState = 'waiting'
  let line: Line | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let openedAt = 0
  let lastRef = 0
  const underWay = new Map<number, Asked>()
  let queue: Asked[] = []

  const become = (next: ConnectionState, code?: number) => {
    state = next
    onState(next, code)
  }
  const wait = (milliseconds: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, milliseconds)
  }

  const connect = () => {
    // Of the old line nothing is heard any more.
    const ifCurrent =
      <A extends unknown[]>(act: (...given: A) => void) =>
      (...given: A) => {
        if (line === mine) act(...given)
      }
    become('connecting')
    wait(PATIENCE, lost)
    const mine = lines[tries % 3 === 2 ? 1 : 0](url, {
      onOpen: ifCurrent(() => mine.send(hello())),
      onText: ifCurrent(hear),
      onClose: ifCurrent(lost),
    })
    line = mine
  }

  const lost = (code = 0) => {
    const old = line
    line = undefined
    old?.close()
    for (const asked of underWay.values()) asked.reject(new Refused('disconnected'))
    underWay.clear()
    if (FINAL.test(`${code}`)) {
      clearTimeout(timer)
      for (const asked of queue) asked.reject(new Refused('disconnected'))
      queue = []
      return become('closed', code)
    }
    if (state === 'open' && Date.now() - openedAt > STABLE) tries = 0
    if (code === 4429) tries = 6
    wait(Math.random() * Math.min(LONGEST_PAUSE, 1000 * 2 ** tries++), connect)
    become('waiting', code)
  }

  const ping = () => {
    wait(PATIENCE, lost)
    line?.send({ t: 'ping' })
  }

  const hear = (text: string) => {
    wait(SILENCE, ping)
    const frame: ServerFrame = JSON.parse(text)
    if (frame.t === 'ok' || frame.t === 'no') {
      const asked = underWay.get(frame.ref)
      underWay.delete(frame.ref)
      if (frame.t === 'ok') asked?.resolve(frame.data)
      else asked?.reject(new Refused(frame.code, frame.message, frame.details))
    } else if (frame.t === 'ping') line?.send({ t: 'pong' })
    else if (frame.t !== 'pong') onFrame(frame)
    if (frame.t === 'welcome') {
      openedAt = Date.now()
      become('open')
      for (const asked of queue.splice(0)) ask(asked)
    }
  }

  const ask = (asked: Asked) => {
    if (state !== 'open') queue.push(asked)
    else {
      underWay.set(++lastRef, asked)
      line?.send(asked.frame(lastRef))
      // Every request is answered [P2]: silence now says more than silence otherwise.
      if (underWay.size === 1) wait(PATIENCE, ping)
    }
  }
  const request = <T>(frame: Asked['frame']) =>
    new Promise<T>((resolve, reject) => {
      if (state === 'closed') reject(new Refused('disconnected'))
      else ask({ frame, resolve, reject })
    })

  const onNetwork = ({ type }: Event) => {
    if (type === 'offline' && state === 'open') lost()
    if (type === 'online' && state === 'waiting') connect()
  }
  globalThis.addEventListener?.('online', onNetwork)
  globalThis.addEventListener?.('offline', onNetwork)

  // On the next turn, so that the caller has what this returns when `hello` is called.
  wait(0, connect)

  return {
    get state() {
      return state
    },
    do: <T = unknown>(name: string, input: unknown) => request<T>((ref) => ({ t: 'do', ref, name, input })),
    get: <T = unknown>(path: string, query: Record<string, string> = {}) =>
      request<T>((ref) => ({ t: 'get', ref, path, query })),
    join: <T = unknown>(topic: string, since?: number) =>
      request<T>((ref) => ({ t: 'join', ref, topic, ...(since !== undefined && { since }) })),
    /** Any other request with a `ref`, such as `watch`. */
    request,
    send: (frame: ClientFrame) => {
      if (state === 'open') line?.send(frame)
    },
    resume: () => {
      if (state === 'open') lost()
    },
    close: () => {
      globalThis.removeEventListener?.('online', onNetwork)
      globalThis.removeEventListener?.('offline', onNetwork)
      lost(1000)
    },
  }
}

function socketLine(url: string, { onOpen, onText, onClose }: LineEvents): Line {
  const socket = new WebSocket(new URL(url, location.href.replace(/^http/, 'ws')))
  socket.onopen = onOpen
  socket.onmessage = (event) => onText(String(event.data))
  socket.onclose = (event) => onClose(event.code)
  return {
    send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  }
}

/** Few need the fallback: it is fetched when it is needed. */
function lazyStreamLine(url: string, events: LineEvents): Line {
  const opened = import('./stream-line.ts').then(({ streamLine }) => streamLine(url, events))
  opened.catch(() => events.onClose(0))
  const withLine = (act: (line: Line) => void) => void opened.then(act, () => {})
  return { send: (frame) => withLine((line) => line.send(frame)), close: () => withLine((line) => line.close()) }
}
