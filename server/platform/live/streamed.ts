import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Bus } from '../bus.ts'
import { uuid7 } from '../ids.ts'
import { Refusal } from '../pure/refusal.ts'
import type { Live, RequestFacts } from './live.ts'

type Open = { receive(text: string): void; touched: number }
const KEEP_ALIVE_MS = 15_000
/** A desk is asked whether it is there, as over a WebSocket: what is written to a closed laptop is lost without a word. */
const ASK_EACH_MS = 5_000
const DESK_SILENCE_MS = 15_000
/** Another node that has the connection answers in milliseconds. */
const TAKEN_WITHIN_MS = 3_000

type Parts = {
  live: Live
  bus: Bus
  facts: (request: FastifyRequest) => RequestFacts
  originAllowed: (request: FastifyRequest) => boolean
}

const PING = JSON.stringify({ t: 'ping' })
const PONG = JSON.stringify({ t: 'pong' })

/** Lines that came to another node than the one with the connection, and that node's word that it has them. */
type Passed = { ref: string; connection: string; lines: string }
const ID = /^[0-9a-f-]{36}$/
const POSTED = 'stream.posted'
const TAKEN = 'stream.taken'

/**
 * The fallback where WebSockets are blocked: what the server says is one endless streamed response (a line a frame), what
 * the client says is posted, one or several lines a request. The connection's id is a secret of its client. A balancer may
 * give a post to another node than the stream: it is passed on over the bus.
 */
export function serveStreamed(app: FastifyInstance, { live, bus, facts, originAllowed }: Parts): void {
  const open = new Map<string, Open>()
  const passing = new Map<string, () => void>()
  bus.subscribe((subject, message, origin) => {
    if (origin !== 'elsewhere' || typeof message !== 'object' || message === null) return
    if (subject === POSTED && isPassed(message)) {
      const connection = open.get(message.connection)
      if (connection === undefined) return
      bus.publish(TAKEN, { ref: message.ref })
      receiveLines(connection.receive, message.lines)
    } else if (subject === TAKEN && 'ref' in message) passing.get(String(message.ref))?.()
  })

  app.post('/api/v1/stream', { schema: { hide: true } }, (request, reply) => {
    if (!originAllowed(request)) throw new Refusal('foreign_request', { reason: 'origin' })
    reply.hijack()
    const out = reply.raw
    // After its end nothing is written: that would be an error nobody listens to.
    const write = (text: string) => {
      if (!out.writableEnded) out.write(`${text}\n`)
    }
    out.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const session = live.open(
      {
        send: write,
        waiting: () => out.writableLength,
        close(code, reason) {
          if (!out.writableEnded) out.end(`${JSON.stringify({ t: 'close', code, reason })}\n`)
        },
      },
      facts(request),
    )
    let answers = false
    const receive = (text: string) => {
      answers ||= text === PONG
      session.receive(text)
    }
    open.set(session.id, { receive, touched: 0 })
    write(JSON.stringify({ t: 'stream', connection: session.id }))
    const keepAlive = setInterval(() => write(''), KEEP_ALIVE_MS)
    const asking = setInterval(() => {
      if (!session.isDesk()) return
      // A page from before these questions does not answer them: it is believed, as it always was.
      if (!answers) session.heard()
      else if (session.silence() > DESK_SILENCE_MS) return void out.destroy()
      write(PING)
    }, ASK_EACH_MS)
    out.on('close', () => {
      clearInterval(keepAlive)
      clearInterval(asking)
      open.delete(session.id)
      session.left()
    })
    // The first frame may come with the request itself.
    if (typeof request.body === 'string') receiveLines(session.receive, request.body)
  })

  app.post<{ Params: { connection: string } }>(
    '/api/v1/stream/:connection',
    { schema: { hide: true } },
    async (request, reply) => {
      const lines = String(request.body)
      const connection = open.get(request.params.connection)
      if (connection !== undefined) receiveLines(connection.receive, lines)
      else if (!(await passOn(request.params.connection, lines))) throw new Refusal('not_found')
      return reply.code(204).send()
    },
  )

  /** Whether another node has this connection, and took the lines. */
  async function passOn(connection: string, lines: string): Promise<boolean> {
    if (!bus.shared || !bus.ready() || !ID.test(connection)) return false
    const ref = uuid7()
    const taken = new Promise<boolean>((resolve) => {
      const late = setTimeout(() => resolve(false), TAKEN_WITHIN_MS)
      passing.set(ref, () => {
        clearTimeout(late)
        resolve(true)
      })
    })
    bus.publish(POSTED, { ref, connection, lines } satisfies Passed)
    return taken.finally(() => passing.delete(ref))
  }
}

function isPassed(message: object): message is Passed {
  const { ref, connection, lines } = message as Partial<Passed>
  return typeof ref === 'string' && typeof connection === 'string' && typeof lines === 'string'
}

function receiveLines(receive: (text: string) => void, body: string): void {
  for (const line of body.split('\n')) if (line !== '') receive(line)
}
