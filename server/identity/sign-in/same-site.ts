import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/pure/refusal.ts'

type Asked = Pick<FastifyRequest, 'method' | 'headers' | 'host'>

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * [ID5] What changes something by cookie must come from our own pages: beside SameSite=Lax it carries a header that no
 * foreign page can set, and its origin, where the browser names one, is ours. For `preHandler`, or to be called.
 */
export function requireSameSite(publicUrl: string): (request: Asked) => Promise<void> {
  const ownOrigin = new URL(publicUrl).origin
  return async ({ method, headers, host }) => {
    if (READING.has(method)) return
    if (headers['x-causerie'] !== '1') throw new Refusal('foreign_request', { reason: 'header' })
    if (headers['sec-fetch-site'] === 'cross-site') throw new Refusal('foreign_request', { reason: 'origin' })
    const { origin } = headers
    if (origin === undefined || origin === ownOrigin) return
    if (!URL.canParse(origin) || new URL(origin).host !== host)
      throw new Refusal('foreign_request', { reason: 'origin' })
  }
}
