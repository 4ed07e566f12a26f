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
    if (headers.origin !== undefined && !isOwnOrigin(headers.origin, host, ownOrigin))
      throw new Refusal('foreign_request', { reason: 'origin' })
  }
}

/** A page of ours: of the address that is set for us, or of the very host that is asked. */
export const isOwnOrigin = (origin: string, host: string | undefined, ownOrigin: string): boolean =>
  origin === ownOrigin || (URL.canParse(origin) && new URL(origin).host === host)
