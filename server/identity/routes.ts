import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { clock } from '../platform/clock.ts'
import type { Engine } from '../platform/commands/engine.ts'
import type { Tx } from '../platform/db.ts'
import { hashToken } from '../platform/ids.ts'
import type { Post } from '../platform/mail/post.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { AcceptInvitation, ResetPassword, SignIn, type SignedIn, type Welcome } from './contract.ts'
import { findLink } from './queries/links.ts'
import { acceptLink } from './sign-in/accept-link.ts'
import { clearedCookie, readSessionCookie, sessionCookie } from './sign-in/cookie.ts'
import { endLogin, type Place } from './sign-in/open-login.ts'
import { createResetDoor } from './sign-in/reset-password.ts'
import { requireSameSite } from './sign-in/same-site.ts'
import { createSignIn } from './sign-in/sign-in.ts'

/** The few calls of people who are not signed in yet, or not any more; they set and clear the cookie. */
export function routes(
  app: FastifyInstance,
  { db, engine, post, publicUrl }: { db: Tx; engine: Engine; post: Post; publicUrl: string },
): void {
  const secure = publicUrl.startsWith('https:')
  const preHandler = requireSameSite(publicUrl)
  const signIn = createSignIn({ db, engine })

  app.post<{ Body: { email: string; password: string } }>(
    '/api/v1/sign-in',
    { preHandler, schema: { body: SignIn, summary: 'Sign in with address and password.' } },
    async (request, reply): Promise<SignedIn> => {
      const { token, me } = await signIn(request.body, placeOf(request))
      void reply.header('set-cookie', sessionCookie(token, secure)).header('cache-control', 'no-store')
      return { me }
    },
  )

  const askReset = createResetDoor({ engine, post })
  app.post<{ Body: { email: string } }>(
    '/api/v1/password-reset',
    { preHandler, schema: { body: ResetPassword, summary: 'Ask for a mail with a link to choose a new password.' } },
    async (request, reply) => {
      await askReset(request.body.email, request.ip)
      void reply.code(202).header('cache-control', 'no-store')
      return { asked: true }
    },
  )

  app.post('/api/v1/sign-out', { preHandler, schema: { summary: 'Sign out here.' } }, async (request, reply) => {
    const token = readSessionCookie(request.headers.cookie)
    if (token !== null) await engine.transact((ctx) => endLogin(ctx, token))
    void reply.header('set-cookie', clearedCookie(secure)).code(204)
  })

  app.get<{ Params: { token: string } }>(
    '/api/v1/welcome/:token',
    {
      schema: {
        params: Type.Object({ token: Type.String({ maxLength: 200 }) }),
        summary: 'What a one-time link is for.',
      },
    },
    async (request, reply): Promise<Welcome> => {
      const link = await findLink(db, hashToken(request.params.token), clock.now())
      if (link === null) throw new Refusal('link_invalid')
      void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      return {
        kind: link.kind,
        ...(link.email === null ? {} : { email: link.email }),
        ...(link.name === null ? {} : { name: link.name }),
      }
    },
  )

  app.post<{ Body: Parameters<typeof acceptLink>[1] }>(
    '/api/v1/welcome',
    {
      preHandler,
      schema: { body: AcceptInvitation, summary: 'Use a one-time link: choose name and password, and be signed in.' },
    },
    async (request, reply): Promise<SignedIn> => {
      const { token, me } = await engine.transact((ctx) => acceptLink(ctx, request.body, placeOf(request)))
      void reply.header('set-cookie', sessionCookie(token, secure)).header('cache-control', 'no-store')
      return { me }
    },
  )
}

const placeOf = (request: FastifyRequest): Place => ({
  ip: request.ip,
  userAgent: request.headers['user-agent'],
  token: readSessionCookie(request.headers.cookie),
})
