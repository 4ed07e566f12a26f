import { WebSocket } from 'ws'
import type { ClientFrame, EventView, ServerFrame } from '../../server/platform/protocol.ts'
import { known } from './known.ts'

export type Hello =
  | { as: 'user' }
  | { as: 'visitor'; token: string; heads?: Record<string, number>; page?: { url: string } }

/** An answer `no`. */
export class No extends Error {
  readonly code: string
  readonly details: unknown
  constructor(code: string, details?: unknown) {
    super(`${code} ${JSON.stringify(details ?? {})}`)
    this.code = code
    this.details = details
  }
}

/** The connection ended before the answer came. */
export class Cut extends Error {}

export type LiveClient = Awaited<ReturnType<typeof connectLive>>

type Asked = { resolve(data: unknown): void; reject(error: Error): void }
type Unref<Frame> = Frame extends { ref: number } ? Omit<Frame, 'ref'> : never
type Question = Unref<ClientFrame>

/** A desk or a widget without its screens: one WebSocket, and every frame it was ever told. */
export async function connectLive(port: number, hello: Hello, cookie?: string, host = '127.0.0.1') {
  const headers = cookie === undefined ? {} : { headers: { cookie: `causerie_session=${cookie}` } }
  const socket = new WebSocket(`ws://${host}:${port}/socket`, { perMessageDeflate: false, ...headers })
  const frames: ServerFrame[] = []
  const asked = new Map<number, Asked>()
  const listeners = new Set<(frame: ServerFrame) => void>()
  let ref = 0
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => {})
  socket.on('close', (code) => {
    for (const each of asked.values()) each.reject(new Cut(`closed ${code}`))
    asked.clear()
  })

  const ask = <T>(frame: Question): Promise<T> =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Cut('not open'))
      ref += 1
      asked.set(ref, { resolve: (data) => resolve(known<T>(data)), reject })
      socket.send(JSON.stringify({ ...frame, ref }))
    })

  const client = {
    socket,
    frames,
    closed,
    /** Data of the welcome. */
    welcome: known<unknown>(null),
    do: <T = unknown>(name: string, input: unknown) => ask<T>({ t: 'do', name, input }),
    get: <T = unknown>(path: string, query: Record<string, string> = {}) => ask<T>({ t: 'get', path, query }),
    join: <T = unknown>(topic: string, since?: number) =>
      ask<T>({ t: 'join', topic, ...(since === undefined ? {} : { since }) }),
    watch: <T = unknown>(id: string, view: string, limit = 50, since?: string) =>
      ask<T>({ t: 'watch', id, view, limit, ...(since === undefined ? {} : { since }) }),
    send: (frame: ClientFrame) => socket.send(JSON.stringify(frame)),
    onFrame(listener: (frame: ServerFrame) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Events of a topic heard so far, in the order they came. */
    events: (topic: string): EventView[] =>
      frames.flatMap((frame) => (frame.t === 'event' && frame.topic === topic ? [frame.e] : [])),
    /** The first frame that fits, heard already or still to come. */
    until<Found extends ServerFrame>(fits: (frame: ServerFrame) => frame is Found, ms = 3_000): Promise<Found> {
      const found = frames.find(fits)
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`not heard within ${ms} ms: ${fits.toString()}`)), ms)
        const stop = client.onFrame((frame) => {
          if (!fits(frame)) return
          clearTimeout(late)
          stop()
          resolve(frame)
        })
      })
    },
    /** All that was said before this question has been heard when it is answered. */
    async settled(): Promise<void> {
      const before = frames.filter((frame) => frame.t === 'pong').length
      client.send({ t: 'ping' })
      while (frames.filter((frame) => frame.t === 'pong').length === before) {
        if (socket.readyState !== WebSocket.OPEN) throw new Cut('closed')
        await Promise.race([heard(), closed])
      }
    },
    async close(): Promise<void> {
      socket.terminate()
      await closed
    },
  }

  const heard = () =>
    new Promise<void>((resolve) => {
      const stop = client.onFrame(() => {
        stop()
        resolve()
      })
    })

  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', v: 1, ...hello })))
    socket.on('close', (code) => reject(new Cut(`closed ${code}`)))
    socket.on('error', (error) => reject(new Cut(error.message)))
    socket.on('message', (data) => {
      const frame = known<ServerFrame>(JSON.parse(String(data)))
      frames.push(frame)
      if (frame.t === 'welcome') {
        client.welcome = frame.data
        resolve()
      } else if (frame.t === 'ok' || frame.t === 'no') {
        const waiting = asked.get(frame.ref)
        asked.delete(frame.ref)
        if (frame.t === 'ok') waiting?.resolve(frame.data)
        else waiting?.reject(new No(frame.code, frame.details))
      }
      for (const listener of [...listeners]) listener(frame)
    })
  })
  return client
}

/** For `until`: an event of this topic and type (and what else is asked). */
export const event =
  (topic: string, type: string, fits: (e: EventView) => boolean = () => true) =>
  (frame: ServerFrame): frame is Extract<ServerFrame, { t: 'event' }> =>
    frame.t === 'event' && frame.topic === topic && frame.e.type === type && fits(frame.e)
