import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../pure/refusal.ts'
import type { Live, RequestFacts } from './live.ts'

type Open = { receive(text: string): void; touched: number }
const KEEP_ALIVE_MS = 15_000

type Parts = {
  live: Live
  facts: (request: FastifyRequest) => RequestFacts
  originAllowed: (request: FastifyRequest) => boolean
}

/**
 * The fallback where WebSockets are blocked: what the server says is one endless streamed response (a line a frame), what
 * the client says is posted, one or several lines a request. The connection's id is a secret of its client.
 */
export function serveStreamed(app: FastifyInstance, { live, facts, originAllowed }: Parts): void {
  const open = new Map<string, Open>()

  app.post('/api/v1/stream', { schema: { hide: true } }, (request, reply) => {
    if (!originAllowed(request)) throw new Refusal('not_allowed', { reason: 'origin' })
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
    open.set(session.id, { receive: session.receive, touched: 0 })
    write(JSON.stringify({ t: 'stream', connection: session.id }))
    const keepAlive = setInterval(() => write(''), KEEP_ALIVE_MS)
    out.on('close', () => {
      clearInterval(keepAlive)
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
      const connection = open.get(request.params.connection)
      if (connection === undefined) throw new Refusal('not_found')
      receiveLines(connection.receive, String(request.body))
      return reply.code(204).send()
    },
  )
}

function receiveLines(receive: (text: string) => void, body: string): void {
  for (const line of body.split('\n')) if (line !== '') receive(line)
}
