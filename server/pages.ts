import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { ChannelDirectory } from './channels/index.ts'

const built = path.resolve(import.meta.dirname, '../dist/web')
const part = (name: string): string => path.join(built, name)
const YEAR = 31_536_000

/** The desk may load and reach nothing but this server; React sets styles through the DOM, which needs no exception. */
const DESK_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const frameCsp = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self' ${origins.join(' ')}`,
  ].join('; ')

/** The built screens: desk, widget and its loader. What they load is named by its content and kept for a year. */
export async function servePages(app: FastifyInstance, channels: ChannelDirectory): Promise<void> {
  await app.register(fastifyStatic, { root: built, serve: false, index: false })
  const widgetPage = readOr('widget/frame.html')
  const deskPage = readOr('desk/index.html')

  app.get('/widget.js', { schema: { hide: true } }, (_, reply) =>
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=300')
      .sendFile('widget.js', part('widget')),
  )
  app.get<{ Params: { key: string } }>('/widget/frame/:key', { schema: { hide: true } }, (request, reply) => {
    const channel = channels.byKey(request.params.key)
    if (channel === undefined || !channel.active) return reply.code(404).type('text/plain').send('No such widget.')
    return (
      reply
        .header('content-security-policy', frameCsp(channel.origins))
        // So that pages which are isolated from other origins (COEP) may hold it too.
        .header('cross-origin-embedder-policy', 'require-corp')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(widgetPage())
    )
  })
  // The widget of no channel, for the settings: only our own pages may hold it.
  app.get('/widget/preview', { schema: { hide: true } }, (_, reply) =>
    reply
      .header('content-security-policy', frameCsp([]))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(widgetPage()),
  )
  app.get<{ Params: { '*': string } }>('/widget/assets/*', { schema: { hide: true } }, (request, reply) =>
    sendAsset(reply, 'widget', request.params['*']),
  )
  app.get<{ Params: { '*': string } }>('/assets/*', { schema: { hide: true } }, (request, reply) =>
    sendAsset(reply, 'desk', request.params['*']),
  )
  app.get('/favicon.svg', { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'public, max-age=86400').sendFile('favicon.svg', part('desk')),
  )

  // Every other address that a browser asks for as a page is one of the desk's screens.
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage) return reply.code(404).send({ code: 'not_found', message: 'Not found' })
    return reply
      .header('content-security-policy', DESK_CSP)
      .header('cache-control', 'no-cache')
      .header('x-frame-options', 'DENY')
      .type('text/html; charset=utf-8')
      .send(deskPage())
  })
}

const sendAsset = (reply: FastifyReply, of: string, file: string) =>
  reply
    .header('cache-control', `public, max-age=${YEAR}, immutable`)
    .sendFile(path.join('assets', path.normalize(`/${file}`)), part(of))

/** A page's text, read when first asked for; a clear word while nothing is built. */
function readOr(file: string): () => string {
  let text: string | undefined
  return () => {
    const full = path.join(built, file)
    text ??= existsSync(full) ? readFileSync(full, 'utf8') : undefined
    return text ?? 'The screens are not built yet: run "npm run build".'
  }
}

/** The demo shop on an origin of its own, as a customer's site would be: under a strict policy, without third-party rights. */
export async function serveDemo(options: {
  host: string
  port: number
  widgetOrigin: string
  channelKey: string
}): Promise<FastifyInstance> {
  const app = Fastify({ logger: false })
  const folder = part('demo')
  await app.register(fastifyStatic, { root: folder, serve: false, index: false })
  const csp = `default-src 'none'; script-src 'self' ${options.widgetOrigin}; style-src 'self'; img-src 'self' data:; connect-src 'self' ${options.widgetOrigin}; frame-src ${options.widgetOrigin}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
  app.get<{ Params: { '*': string } }>('/*', (request, reply) => {
    const asked = path.normalize(`/${request.params['*']}`).slice(1)
    const file = asked === '' ? 'index.html' : path.extname(asked) === '' ? `${asked.replace(/\/$/, '')}.html` : asked
    if (!file.endsWith('.html')) return reply.sendFile(file)
    const full = path.join(folder, file)
    if (!existsSync(full)) return reply.code(404).type('text/plain').send('Not found')
    const page = readFileSync(full, 'utf8')
      .replaceAll('__WIDGET_HOST__', options.widgetOrigin)
      .replaceAll('__CHANNEL_KEY__', options.channelKey)
    return reply.header('content-security-policy', csp).type('text/html; charset=utf-8').send(page)
  })
  await app.listen({ host: options.host, port: options.port })
  return app
}
