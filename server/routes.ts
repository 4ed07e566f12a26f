import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ChannelDirectory, resumePage, signingSecret } from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import { type ExportParts, exportRoutes } from './conversations/export/index.ts'
import { type FileRouteParts, fileRoutes } from './conversations/files/index.ts'
import * as identity from './identity/index.ts'
import { servePages } from './pages.ts'
import type { Engine } from './platform/commands/engine.ts'
import type { Database } from './platform/db.ts'
import type { Actor } from './platform/pure/actor.ts'
import type { Post } from './platform/mail/post.ts'
import type { Sealing } from './platform/sealing.ts'
import type { Settings } from './platform/settings.ts'
import { surveyPage } from './surveys/index.ts'
import * as tickets from './tickets/index.ts'

export type RouteParts = {
  http: FastifyInstance
  db: Database
  engine: Engine
  settings: Settings
  post: Post
  sealing: Sealing
  directory: ChannelDirectory
  authenticate: (request: FastifyRequest) => Promise<Actor>
  keptFiles: () => readonly string[]
} & Pick<FileRouteParts, 'guard' | 'store' | 'examiner'> &
  Pick<ExportParts, 'view' | 'nameAgent'>

/** What is neither a command nor a read: cookies, tokens, files, pages. */
export async function serveRoutes(parts: RouteParts): Promise<void> {
  const { http, db, engine, settings, sealing, directory } = parts
  identity.routes(http, { db, engine, post: parts.post, publicUrl: settings.publicUrl })
  contacts.routes(http, {
    db,
    engine,
    channelByKey: (key) => directory.byKey(key) ?? null,
    channelById: (id) => directory.all().find((channel) => channel.id === id) ?? null,
    signingSecret: (channelId, kid) => signingSecret(sealing)(db, channelId, kid),
  })
  await fileRoutes(http, {
    ...parts,
    maxFileBytes: settings.maxFileBytes,
    reach: tickets.reachOf,
    mayAttach: (id) => directory.all().find((channel) => channel.id === id)?.settings.attachments ?? false,
    isPublic: (id) => parts.keptFiles().includes(id),
  })
  exportRoutes(http, {
    ...parts,
    reach: tickets.reachOf,
    ticketOf: async (tx, id) => (await tickets.listTickets(tx, [id])).map(tickets.ticketView)[0] ?? null,
    localeOf: async (tx, userId) => (await identity.getMe(tx, userId)).locale,
  })
  tickets.historyRoutes(http, { ...parts, requireConversation: tickets.requireConversation })
  resumePage(http)
  await surveyPage(http, { db, engine, sealing })
  await servePages(http, directory)
}
