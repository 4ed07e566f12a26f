import { WebSocket } from 'ws'

type Frame = Record<string, unknown> & { t: string; ref?: number }
/** A live connection as a widget or a desk has it, without screens. */
export type Client = {
  ask(frame: Record<string, unknown>): Promise<Record<string, unknown>>
  send(frame: Record<string, unknown>): void
  onEvent: (topic: string, e: { p: number; type: string; data: Record<string, unknown> }) => void
  onFrame: (frame: Frame) => void
  welcome: Record<string, unknown>
  socket: WebSocket
  close(): void
}

export function connect(port: number, hello: Record<string, unknown>, cookie?: string): Promise<Client> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { perMessageDeflate: false, ...(cookie ? { headers: { cookie: `causerie_session=${cookie}` } } : {}) })
    const waiting = new Map<number, { resolve(data: Record<string, unknown>): void; reject(error: Error): void }>()
    let ref = 0
    const client: Client = {
      onEvent: () => {},
      onFrame: () => {},
      welcome: {},
      socket,
      send: (frame) => socket.send(JSON.stringify(frame)),
      ask: (frame) =>
        new Promise((done, fail) => {
          ref += 1
          waiting.set(ref, { resolve: done, reject: fail })
          socket.send(JSON.stringify({ ...frame, ref }))
        }),
      close: () => socket.terminate(),
    }
    socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', v: 1, ...hello })))
    socket.on('error', reject)
    socket.on('close', (code) => {
      reject(new Error(`closed ${code}`))
      for (const each of waiting.values()) each.reject(new Error(`closed ${code}`))
      waiting.clear()
    })
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      if (frame.t === 'event') client.onEvent(frame.topic as string, frame.e as never)
      else if (frame.t === 'ok' || frame.t === 'no') {
        const asked = waiting.get(frame.ref ?? 0)
        waiting.delete(frame.ref ?? 0)
        if (frame.t === 'ok') asked?.resolve(frame.data as Record<string, unknown>)
        else asked?.reject(new Error(`${String(frame.code)} ${JSON.stringify(frame.details ?? '')}`))
      } else if (frame.t === 'welcome') {
        client.welcome = frame.data as Record<string, unknown>
        resolve(client)
      } else client.onFrame(frame)
    })
  })
}
