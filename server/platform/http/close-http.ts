import type { FastifyInstance } from 'fastify'

/** Milliseconds in which who is being answered still hears the end. */
const GRACE = 1_000

/** Ends an HTTP server. A browser opens connections it may never use: left alone, one of them would hold the end for ever. */
export async function closeHttp(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), GRACE)
  await app.close()
  clearTimeout(cut)
}
