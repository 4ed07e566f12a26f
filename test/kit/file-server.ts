import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Fastify from 'fastify'
import sql from 'sql-template-tag'
import type { FileView } from '../../server/conversations/contract.ts'
import {
  createExaminer,
  createFileStore,
  fileRoutes,
  type FileRouteParts,
} from '../../server/conversations/files/index.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import { openDatabase } from '../../server/platform/db.ts'
import { type Actor, nobody } from '../../server/platform/pure/actor.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { createSealing } from '../../server/platform/sealing.ts'
import { statusOf } from '../../server/refusals.ts'
import { reachOf } from '../../server/tickets/index.ts'
import { createTestDatabase } from './database.ts'

export type FileServer = Awaited<ReturnType<typeof startFileServer>>

/** The file routes alone on real HTTP, disk and PostgreSQL; who asks is told by the header `x-as`. */
export async function startFileServer(
  options: Partial<Pick<FileRouteParts, 'maxFileBytes' | 'guard' | 'mayAttach' | 'isPublic'>> = {},
) {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, { max: 4 })
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'causerie-files-'))
  const store = createFileStore(dataFolder)
  const examiner = createExaminer()
  const sealing = createSealing(Buffer.alloc(32, 7))
  const actors = new Map<string, Actor>()

  const app = Fastify()
  app.setErrorHandler((error, _, reply) => {
    const code =
      error instanceof Refusal
        ? error.code
        : error instanceof Error && 'statusCode' in error && error.statusCode === 400
          ? 'invalid_input'
          : 'internal'
    const details = error instanceof Refusal ? error.details : { bug: String(error) }
    return reply.code(statusOf(code)).send({ code, message: code, details })
  })
  await fileRoutes(app, {
    db,
    store,
    examiner,
    sealing,
    reach: reachOf,
    authenticate: async (request) => actors.get(String(request.headers['x-as'])) ?? nobody,
    maxFileBytes: 1_000_000,
    mayAttach: () => true,
    isPublic: () => false,
    ...options,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  const as = (actor: Actor | null): Record<string, string> => {
    if (actor === null) return {}
    const name =
      actor.kind === 'user'
        ? `user ${actor.userId}`
        : actor.kind === 'visitor'
          ? `visitor ${actor.visitorId}`
          : actor.kind
    actors.set(name, actor)
    return { 'x-as': name }
  }

  return {
    db,
    store,
    dataFolder,
    sealing,
    url,
    rows: rowsIn(db),
    get: (actor: Actor | null, where: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${where}`, { headers: { ...as(actor), ...headers } }),
    upload: (actor: Actor | null, bytes: Uint8Array<ArrayBuffer>, name = 'file', type = 'application/octet-stream') => {
      const body = new FormData()
      body.append('file', new Blob([bytes], { type }), name)
      return fetch(`${url}/api/v1/files`, { method: 'POST', headers: as(actor), body })
    },
    async links(actor: Actor | null, ids: string[], thumbnails = false): Promise<Record<string, string>> {
      const answer = await fetch(`${url}/api/v1/files/links`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...as(actor) },
        body: JSON.stringify({ ids, thumbnails }),
      })
      if (!answer.ok) throw new Error(`links: ${answer.status} ${await answer.text()}`)
      return (await bodyOf<{ links: Record<string, string> }>(answer)).links
    },
    /** Everything below the data folder, as relative paths. */
    onDisk: async () =>
      (await readdir(dataFolder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name),
    async stop() {
      examiner.stop()
      await app.close()
      await db.close()
      await database.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

type Db = ReturnType<typeof openDatabase>

/** The rows around files, as the commands would leave them. */
function rowsIn(db: Db) {
  return {
    async visitor(blocked = false): Promise<Extract<Actor, { kind: 'visitor' }>> {
      const { id } = await db.row<{ id: number }>(sql`insert into contacts (name) values ('Ada Martin') returning id`)
      return { kind: 'visitor', visitorId: id, contactId: id, channelId: 1, signedIn: false, blocked }
    },
    async user(
      scope: 'all' | 'groups' | 'mine' = 'all',
      permissions = ['conversations.read', 'conversations.reply', 'conversations.note', 'conversations.export'],
    ): Promise<Extract<Actor, { kind: 'user' }>> {
      const { id } = await db.row<{ id: number }>(
        sql`insert into users (email, name, role_id) values (${`${randomUUID()}@example.com`}, 'Léa Petit', (select id from roles where key = 'agent')) returning id`,
      )
      return {
        kind: 'user',
        userId: id,
        loginId: id,
        name: 'Léa Petit',
        permissions: new Set(permissions),
        scope: { tickets: scope, brands: null },
        groups: [],
      }
    },
    async conversation(contactId: number, assigneeId: number | null = null): Promise<number> {
      const { id } = await db.row<{ id: number }>(sql`
        insert into conversations (contact_id, brand_id, channel_id, locale, control, style, endings, started_at)
        values (${contactId}, 1, 1, 'en', 'people', '{"id":1,"kind":"live_chat","name":"Live chat","closeAfterSeconds":0,"undoSeconds":10}',
                '{"agents":true,"customer":true,"tell":true}', now()) returning id`)
      await db.run(sql`
        insert into inbox (conversation_id, contact_id, channel_id, brand_id, status, group_id, assignee_id, subject, preview, preview_by, activity_at, sorted_at, session, locale)
        values (${id}, ${contactId}, 1, 1, 'open', 1, ${assigneeId}, 'Order', 'Hello', 'contact', now(), now(), 'active', 'en')`)
      return id
    },
    /** As `message.send` and `ticket.submit` take files. */
    async take(fileId: string, conversationId: number, visibility: 'public' | 'note' = 'public'): Promise<string> {
      const messageId = uuid7()
      await db.run(
        sql`update files set conversation_id = ${conversationId}, message_id = ${messageId}, visibility = ${visibility} where id = ${fileId}`,
      )
      return messageId
    },
  }
}

/** What an answer says, as the shape it is known to have. */
export async function bodyOf<T>(answer: Response): Promise<T> {
  const body: T = JSON.parse(await answer.text())
  return body
}

export async function viewOf(answer: Response): Promise<FileView> {
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
  return bodyOf<FileView>(answer)
}

export const codeOf = async (answer: Response): Promise<string> =>
  `${answer.status} ${(await bodyOf<{ code: string }>(answer)).code}`
