import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { clock } from '../clock.ts'
import type { Engine } from '../commands/engine.ts'
import type { Database } from '../db.ts'
import { uuid7 } from '../ids.ts'
import { refusalOf } from '../live/live.ts'
import type { Guard } from '../limits/guard.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Actor } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { isStorable, UNSTORABLE } from '../pure/storable.ts'
import { describeRoutes } from './description.ts'
import type { Read } from './read.ts'
import { validateLater } from './validate-later.ts'

export type HttpParts = {
  engine: Engine
  db: Database
  log: Logger
  metrics: Metrics
  reads: readonly Read[]
  /** Who asks: by cookie, or by a visitor's bearer token. Throws when a cookie comes without its header. */
  actorOf(request: FastifyRequest): Promise<Actor>
  statusOf(code: string): number
  describeError(code: string): string
  trustedProxies: number
  /** Reached by https: browsers may remember that. */
  secure?: boolean
  ready(): Promise<{ database: boolean; bus: boolean; nodes: number }>
  version: string
  /** Refuses what one visitor or address does too often. */
  guard?: Guard
}

/** Connections the system keeps for us until we take them: when a line comes back, all widgets are there in one second. */
export const BACKLOG = 4_096

const MAX_BODY_BYTES = 262_144
const REQUESTS_PER_MINUTE = 3_000

/** The HTTP side: generated from the lists of commands and reads; slices add what is special as routes. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { code, details } = refusalOf(asRefusal(error), parts.log)
    parts.metrics.refusals.inc({ code })
    return reply
      .header('cache-control', 'no-store')
      .code(parts.statusOf(code))
      .send({
        code,
        message: parts.describeError(code),
        ...(details === undefined ? {} : { details }),
        requestId: request.id,
      })
  }
  const app = Fastify({
    // An address that cannot be read at all is refused before there is a route, in the same words.
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    loggerInstance: parts.log.child(
      {},
      { level: parts.log.level === 'silent' ? 'silent' : 'warn' },
    ) as FastifyBaseLogger,
    bodyLimit: MAX_BODY_BYTES,
    ...(parts.trustedProxies === 0 ? {} : { trustProxy: (_: string, hop: number) => hop < parts.trustedProxies }),
    genReqId: () => uuid7(),
    routerOptions: { maxParamLength: 200 },
    // Other people's input is taken as it is or refused: nothing is silently made fit but path and query numbers.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: false } },
    schemaController: {
      compilersFactory: { buildValidator: validateLater, buildSerializer: () => () => JSON.stringify },
    },
  })
  await app.register(cookie)
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    crossOriginEmbedderPolicy: false,
    xFrameOptions: false,
    strictTransportSecurity: parts.secure === true,
  })
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    errorResponseBuilder: (_, { ttl }) => new Refusal('too_many_requests', { retryAfterMs: ttl }),
  })
  const description = describeRoutes(app, parts.version)
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_, body, done) => done(null, body))
  app.addHook('preHandler', async ({ params, query, body }) => {
    if (![params, query, body].every((given) => isStorable(given))) throw new Refusal('invalid_input', UNSTORABLE)
  })
  app.setErrorHandler(refuse)

  for (const command of parts.engine.commands.values())
    app.post<{ Body: unknown }>(
      `/api/v1/commands/${command.name}`,
      {
        ...(command.mostBytes !== undefined && { bodyLimit: command.mostBytes }),
        schema: {
          summary: command.about,
          tags: ['commands'],
          body: command.input,
          response: { default: Type.Unknown() },
        },
        // The engine checks input itself, in the same words as over a live connection.
        validatorCompiler: () => () => true,
      },
      async (request) => {
        const actor = await parts.actorOf(request)
        parts.guard?.admit(actor, command.name, request)
        const key = request.headers['idempotency-key']
        return (
          (await parts.engine.execute(
            actor,
            command.name,
            request.body,
            typeof key === 'string' ? key.slice(0, 200) : undefined,
          )) ?? null
        )
      },
    )

  for (const read of parts.reads)
    app.get(
      read.path,
      {
        schema: {
          summary: read.about,
          tags: ['reads'],
          ...(read.params ? { params: read.params } : {}),
          ...(read.query ? { querystring: read.query } : {}),
        },
      },
      async (request, reply) => {
        const actor = await parts.actorOf(request)
        if (!read.may(actor)) throw new Refusal(actor.kind === 'nobody' ? 'not_signed_in' : 'not_allowed')
        reply.header(
          'cache-control',
          read.cacheSeconds === undefined ? 'no-store' : `public, max-age=${read.cacheSeconds}`,
        )
        // Any page may read it or hear why not; which one asked may change the answer.
        if (read.cacheSeconds !== undefined) reply.headers({ 'access-control-allow-origin': '*', vary: 'origin' })
        return read.handle({
          db: parts.db,
          actor,
          now: clock.now(),
          params: request.params as never,
          query: request.query as never,
          origin: request.headers.origin ?? null,
        })
      },
    )

  app.get('/health', { schema: { hide: true } }, () => ({ status: 'ok' }))
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const state = await parts.ready()
    // Without the bus a node serves all the same: it hears of the others from the log.
    return reply.code(state.database ? 200 : 503).send(state)
  })
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
    reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics()),
  )
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, description)
  return app
}

/** Fastify's own complaints, in our words. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if ('validation' in error && error.validation)
    return new Refusal('invalid_input', { fields: [{ field: '', message: error.message }] })
  if (status === 413) return new Refusal('too_large')
  if (status === 404) return new Refusal('not_found')
  if (status === 429) return new Refusal('too_many_requests')
  if (status >= 400 && status < 500)
    return new Refusal('invalid_input', { fields: [{ field: '', message: error.message }] })
  return error
}
