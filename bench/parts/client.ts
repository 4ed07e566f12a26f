import { type RawData, WebSocket } from 'ws'

type Fields = Record<string, unknown>
type Frame = { t: string; ref?: number; code?: string; details?: unknown; data?: Fields; topic?: string; e?: LiveEvent }
export type LiveEvent = { p: number; type: string; data: { message?: { id: string } } }

/** A live connection as a widget or a desk has it, without screens. Both sides of every comparison use this one. */
export type Client = {
  ask(frame: Fields): Promise<Fields>
  send(frame: Fields): void
  onEvent(topic: string, e: LiveEvent): void
  onFrame(frame: Frame): void
  /** Once set, what arrives is only counted: the reader of these bytes would be another machine. */
  onBytes: ((bytes: number) => void) | null
  welcome: Fields
  socket: WebSocket
  close(): void
}

type How = { cookie?: string; patienceMs?: number }

/** Says hello to Causerie and waits for its welcome. */
export async function connect(port: number, hello: Fields, { cookie, patienceMs = 60_000 }: How = {}): Promise<Client> {
  const headers: Record<string, string> = cookie === undefined ? {} : { cookie: `causerie_session=${cookie}` }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { ...SOCKET, headers })
  const late = setTimeout(() => socket.terminate(), patienceMs)
  try {
    const client = await clientOn(socket)
    client.welcome = await new Promise((resolve, reject) => {
      socket.once('close', (code) => reject(new Error(`closed ${code}`)))
      client.onFrame = ({ t, data }) => {
        if (t === 'welcome') resolve(data ?? {})
      }
      client.send({ t: 'hello', v: 1, ...hello })
    })
    client.onFrame = () => {}
    return client
  } finally {
    clearTimeout(late)
  }
}

/** A connection without a hello. */
export const openLine = (url: string): Promise<Client> => clientOn(new WebSocket(url, SOCKET))

const SOCKET = { perMessageDeflate: false, skipUTF8Validation: true }

/** Frames are answered by `ok` or `no` with their `ref`. */
function clientOn(socket: WebSocket): Promise<Client> {
  const waiting = new Map<number, { resolve(data: Fields): void; reject(error: Error): void }>()
  let ref = 0
  const client: Client = {
    onEvent() {},
    onFrame() {},
    onBytes: null,
    welcome: {},
    socket,
    send: (frame) => socket.send(JSON.stringify(frame)),
    ask: (frame) =>
      new Promise((resolve, reject) => {
        ref += 1
        waiting.set(ref, { resolve, reject })
        socket.send(JSON.stringify({ ...frame, ref }))
      }),
    close: () => socket.terminate(),
  }
  socket.on('message', (data) => {
    if (client.onBytes === null) take(textOf(data))
    else client.onBytes(Buffer.isBuffer(data) ? data.length : 0)
  })
  socket.on('close', (code) => {
    for (const asked of waiting.values()) asked.reject(new Error(`closed ${code}`))
    waiting.clear()
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.once('open', () => resolve(client))
  })

  function take(text: string): void {
    const frame: Frame = JSON.parse(text)
    if (frame.t === 'event') client.onEvent(frame.topic ?? '', frame.e ?? { p: 0, type: '', data: {} })
    else if (frame.t === 'ok' || frame.t === 'no') settle(frame)
    else client.onFrame(frame)
  }

  function settle(frame: Frame): void {
    const asked = waiting.get(frame.ref ?? 0)
    waiting.delete(frame.ref ?? 0)
    if (frame.t === 'ok') asked?.resolve(frame.data ?? {})
    else asked?.reject(new Error(`${frame.code} ${JSON.stringify(frame.details ?? '')}`))
  }
}

export const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '')
