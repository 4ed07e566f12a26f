import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ChannelDirectory, signingSecret } from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import * as identity from './identity/index.ts'
import { servePages } from './pages.ts'
import type { Engine } from './platform/commands/engine.ts'
import type { Database } from './platform/db.ts'
import type { Actor } from './platform/pure/actor.ts'
import type { Sealing } from './platform/sealing.ts'
import type { Settings } from './platform/settings.ts'

export type RouteParts = {
  http: FastifyInstance
  db: Database
  engine: Engine
  settings: Settings
  sealing: Sealing
  directory: ChannelDirectory
  authenticate(request: FastifyRequest): Promise<Actor>
}

/** What is neither a command nor a read: cookies, tokens, files, pages. */
export async function serveRoutes(parts: RouteParts): Promise<void> {
  const { http, db, engine, settings, sealing, directory } = parts
  identity.routes(http, { db, engine, publicUrl: settings.publicUrl })
  contacts.routes(http, {
    db,
    engine,
    channelByKey: (key) => directory.byKey(key) ?? null,
    signingSecret: (channelId, kid) => signingSecret(sealing)(db, channelId, kid),
  })
  await servePages(http, directory)
}
