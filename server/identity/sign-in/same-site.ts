import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/pure/refusal.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * [ID5] What changes something by cookie must come from our own pages: beside SameSite=Lax it carries a header that no
 * foreign page can set, and its origin, where the browser names one, is ours.
 */
export function requireSameSite(request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>, publicUrl: string): void {
  if (READING.has(request.method)) return
  const { origin } = request.headers
  if (request.headers['x-causerie'] !== '1') throw new Refusal('not_allowed', { reason: 'header' })
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new Refusal('not_allowed', { reason: 'origin' })
  if (origin === undefined || origin === new URL(publicUrl).origin) return
  if (!URL.canParse(origin) || new URL(origin).host !== request.host)
    throw new Refusal('not_allowed', { reason: 'origin' })
}
