import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Live, OpenSession, RequestFacts } from './live.ts'

const MAX_FRAME_BYTES = 65_536
/** Desks are asked often: whose laptop was closed is given no more work. Visitors are many, and are asked seldom. */
const PING_EACH_MS = 5_000
const ROUNDS_A_VISITOR = 6
/** A desk that was silent for so long is gone. */
export const DESK_SILENCE_MS = 15_000

type Parts = {
  live: Live
  facts: (request: IncomingMessage) => RequestFacts
  originAllowed: (request: IncomingMessage) => boolean
}

/** Mounts the WebSocket at `/socket`. The origin is checked at the upgrade; who it is, by the first frame. */
export function serveWebSocket(server: Server, parts: Parts): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    clientTracking: true,
  })
  const alive = new WeakSet<object>()
  const sessions = new WeakMap<object, OpenSession>()

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== '/socket') return refuse(stream, '404 Not Found')
    if (!parts.originAllowed(request)) return refuse(stream, '403 Forbidden')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const session = parts.live.open(
        {
          send(text) {
            gather(stream)
            socket.send(text)
          },
          waiting: () => socket.bufferedAmount,
          close: (code, reason) => socket.close(code, reason),
        },
        parts.facts(request),
      )
      alive.add(socket)
      sessions.set(socket, session)
      socket.on('message', (data, isBinary) => {
        if (isBinary) return socket.close(4400, 'text expected')
        session.receive(String(data))
      })
      socket.on('pong', () => {
        alive.add(socket)
        session.heard()
      })
      socket.on('close', session.left)
      socket.on('error', () => socket.terminate())
    })
  }
  server.on('upgrade', upgrade)

  // A silent peer (no pong within a period) is gone: its cable was cut.
  let round = 0
  const pinging = setInterval(() => {
    round = (round + 1) % ROUNDS_A_VISITOR
    for (const socket of sockets.clients) {
      const session = sessions.get(socket)
      if (session?.isDesk()) {
        if (session.silence() > DESK_SILENCE_MS) socket.terminate()
        else socket.ping()
      } else if (round === 0) {
        if (!alive.delete(socket)) socket.terminate()
        else socket.ping()
      }
    }
  }, PING_EACH_MS)

  return {
    close() {
      clearInterval(pinging)
      server.off('upgrade', upgrade)
      for (const socket of sockets.clients) socket.close(1001, 'server stops')
      sockets.close()
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 500).unref()
    },
  }
}

const gathering = new WeakSet<Duplex>()

/** What is sent to one socket in the same turn goes out in one system call: the cost of a frame is mostly that call. */
function gather(stream: Duplex): void {
  if (gathering.has(stream)) return
  gathering.add(stream)
  stream.cork()
  setImmediate(() => {
    gathering.delete(stream)
    stream.uncork()
  })
}

function refuse(stream: Duplex, status: string): void {
  // The HTTP server listens to it no more: an error without a listener would end the process.
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
