import type { FastifyInstance } from 'fastify'
import { type LoginView, type Me, refusals as identity, type UserView } from '../../server/identity/contract.ts'
import {
  createUserAuthentication,
  makeFirstLink,
  readSessionCookie,
  reads,
  requireSameSite,
  routes,
  type UserAuthentication,
} from '../../server/identity/index.ts'
import { clock } from '../../server/platform/clock.ts'
import { createHttp } from '../../server/platform/http/server.ts'
import { createLogger } from '../../server/platform/log.ts'
import { createMetrics } from '../../server/platform/metrics.ts'
import { nobody } from '../../server/platform/pure/actor.ts'
import { refusals as platform } from '../../server/platform/pure/refusal.ts'
import { whenDone } from './database.ts'
import { known } from './known.ts'
import { type People, startPeople, noPost } from './people.ts'

type Answer = { code: string; details: { retryAfterMs: number }; me: Me; link: string; user: UserView }
type Call = { cookie?: string; headers?: Record<string, string>; body?: unknown; from?: string }
type Called = { status: number; answer: Answer; setCookie: string; cookie: string }

export type Door = People & {
  users: UserAuthentication
  call: (method: 'GET' | 'POST', url: string, more?: Call) => Promise<Called>
  signIn: (email: string, password: string, more?: Call) => Promise<Called>
  /** Status of `GET /me`: whether this cookie is worth something. */
  me: (cookie: string) => Promise<number>
  logins(cookie: string): Promise<LoginView[]>
  /** The first administrator joins, by the link that a start prints. */
  joinFirst(): Promise<{ email: string; name: string; password: string }>
}

/** Identity over HTTP, as a browser meets it, on https://desk.example. */
export async function startDoor(): Promise<Door> {
  const people = await startPeople()
  const users = createUserAuthentication(people)
  const app = await serve(people, users)
  whenDone(() => app.close())

  const call = async (
    method: 'GET' | 'POST',
    url: string,
    { cookie, headers, body, from }: Call = {},
  ): Promise<Called> => {
    const response = await app.inject({
      method,
      url: `/api/v1${url}`,
      remoteAddress: from ?? '127.0.0.1',
      headers: { 'x-causerie': '1', ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: known<object>(body) }),
    })
    const setCookie = String(response.headers['set-cookie'] ?? '')
    const answer: unknown = response.body === '' ? null : response.json()
    return {
      status: response.statusCode,
      answer: known<Answer>(answer),
      setCookie,
      cookie: setCookie.split(';')[0] ?? '',
    }
  }
  return {
    ...people,
    users,
    call,
    signIn: (email, password, more = {}) => call('POST', '/sign-in', { body: { email, password }, ...more }),
    me: async (cookie) => (await call('GET', '/me', { cookie })).status,
    logins: async (cookie) => known<LoginView[]>((await call('GET', '/me/logins', { cookie })).answer),
    async joinFirst() {
      const first = { email: 'ada@example.com', name: 'Ada Martin', password: 'a long enough secret' }
      const token = (await makeFirstLink(people.db, clock.now()))?.replace('/welcome/', '')
      const { status } = await call('POST', '/welcome', { body: { ...first, token } })
      if (status !== 200) throw new Error(`the first administrator cannot join: ${status}`)
      return first
    },
  }
}

async function serve({ db, engine }: People, users: UserAuthentication): Promise<FastifyInstance> {
  const publicUrl = 'https://desk.example'
  const sameSite = requireSameSite(publicUrl)
  const statuses: Record<string, number> = { ...platform, ...identity }
  const app = await createHttp({
    engine,
    db,
    log: createLogger('silent'),
    metrics: createMetrics(),
    reads: reads(noPost),
    async actorOf(request) {
      await sameSite(request)
      const token = readSessionCookie(request.headers.cookie)
      return (token === null ? null : await users.authenticateUser(token)) ?? nobody
    },
    statusOf: (code) => statuses[code] ?? 500,
    describeError: (code) => code,
    trustedProxies: 0,
    ready: async () => ({ database: true, bus: true, nodes: 1 }),
    version: '0',
  })
  routes(app, { db, engine, post: noPost, publicUrl })
  return app
}
