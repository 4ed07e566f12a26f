import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import * as contacts from './contacts/index.ts'
import * as identity from './identity/index.ts'
import type { Database } from './platform/db.ts'
import type { RequestFacts } from './platform/live/live.ts'
import { type Actor, nobody } from './platform/pure/actor.ts'
import { Refusal } from './platform/pure/refusal.ts'

type Headed = Pick<IncomingMessage, 'headers'>

/** Who asks: a visitor by the token in the header, a person of the team by the cookie, or nobody. */
export function authenticator(parts: {
  db: Database
  users: identity.UserAuthentication
  publicUrl: string
}): (request: FastifyRequest) => Promise<Actor> {
  const sameSite = identity.requireSameSite(parts.publicUrl)
  return async (request) => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const visitor = await contacts.authenticateVisitor(parts.db, bearer)
      if (visitor === null) throw new Refusal('visitor_unknown')
      return visitor
    }
    const token = identity.readSessionCookie(request.headers.cookie)
    const actor = token === null ? null : await parts.users.authenticateUser(token)
    if (actor === null) return nobody
    await sameSite(request)
    return actor
  }
}

export const factsOf = ({ headers }: Headed, ip: string): RequestFacts => ({
  cookie: headers.cookie ?? null,
  ip,
  userAgent: headers['user-agent'] ?? '',
})

/** A browser says where a page comes from: only our own pages (the desk, the widget's frame) may open a socket. */
export function ownOrigin(request: Headed, publicUrl: string): boolean {
  const { origin, host } = request.headers
  return origin === undefined || identity.isOwnOrigin(origin, host, new URL(publicUrl).origin)
}

/** The desk asks for conversations only; what else it hears, it hears unasked. */
export function conversationOf(actor: Actor, topic: string): number {
  const id = /^conversation:([1-9]\d{0,15})$/.exec(topic)?.[1]
  if (id === undefined || actor.kind !== 'user') throw new Refusal('not_allowed')
  return Number(id)
}
