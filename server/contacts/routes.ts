import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { clock } from '../platform/clock.ts'
import type { Engine } from '../platform/commands/engine.ts'
import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { OpenVisitor, ResumeVisitor, VisitorLogin, type VisitorResumed, type VisitorToken } from './contract.ts'
import { authenticateVisitor } from './visitors/authenticate-visitors.ts'
import { openVisitor } from './visitors/open-visitor.ts'
import { resumeVisitor } from './visitors/resume-visitor.ts'
import { signInVisitor } from './visitors/sign-in-visitor.ts'
import { signOutVisitor } from './visitors/sign-out-visitor.ts'
import { verifyJwt } from './visitors/verify-jwt.ts'

export type ContactRouteParts = {
  db: Tx
  engine: Engine
  channelByKey: (key: string) => { id: number; active: boolean; defaultLocale: string } | null
  channelById: (id: number) => { key: string; active: boolean } | null
  signingSecret: (channelId: number, kid: string) => Promise<string | null>
}

/** How a browser gets, changes and gives back the token it is known by. No cookie: pages of any site may embed the widget. */
export function routes(
  app: FastifyInstance,
  { db, engine, channelByKey, channelById, signingSecret }: ContactRouteParts,
): void {
  app.post<{ Body: Static<typeof OpenVisitor> }>(
    '/api/v1/widget/visitors',
    { schema: { body: OpenVisitor, summary: 'A token for a browser that has none.' } },
    async (request): Promise<VisitorToken> => {
      const channel = channelByKey(request.body.key)
      if (channel === null) throw new Refusal('channel_not_found')
      if (!channel.active) throw new Refusal('channel_inactive')
      const { locale = channel.defaultLocale, timeZone = null } = request.body
      const opening = { channelId: channel.id, locale, timeZone, userAgent: request.headers['user-agent'] }
      const { token, contactId } = await engine.transact((ctx) => openVisitor(ctx, opening))
      return { token, contact: { id: contactId, name: null, signedIn: false } }
    },
  )

  app.post<{ Body: Static<typeof VisitorLogin> }>(
    '/api/v1/widget/login',
    {
      schema: {
        body: VisitorLogin,
        summary: 'Sign in by a token that the site’s own server has signed; gives a new token.',
      },
    },
    async (request): Promise<VisitorToken> => {
      const token = bearerOf(request)
      const visitor = await authenticateVisitor(db, token)
      if (visitor === null) throw new Refusal('visitor_unknown')
      const claims = await verifyJwt(request.body.jwt, {
        now: clock.now(),
        signingSecret: (kid) => signingSecret(visitor.channelId, kid),
      })
      return engine.transact((ctx) => signInVisitor(ctx, token, claims))
    },
  )

  app.post<{ Body: Static<typeof ResumeVisitor> }>(
    '/api/v1/widget/resume',
    { schema: { body: ResumeVisitor, summary: 'Go on by a link from a mail; gives a token for this browser.' } },
    async (request, reply): Promise<VisitorResumed> => {
      const { channelId, ...resumed } = await engine.transact((ctx) => resumeVisitor(ctx, request.body.link))
      const channel = channelById(channelId)
      if (channel === null || !channel.active) throw new Refusal('channel_inactive')
      void reply.header('cache-control', 'no-store')
      return { ...resumed, key: channel.key }
    },
  )

  app.post(
    '/api/v1/widget/logout',
    { schema: { summary: 'Sign out; gives a token for the next person at this browser.' } },
    (request): Promise<VisitorToken> =>
      engine.transact((ctx) => signOutVisitor(ctx, bearerOf(request), request.headers['user-agent'])),
  )
}

function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new Refusal('visitor_unknown')
  return token
}
