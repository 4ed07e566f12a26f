import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { clock } from '../../platform/clock.ts'
import type { Reach } from '../../platform/commands/context.ts'
import type { Database } from '../../platform/db.ts'
import type { Guard } from '../../platform/limits/guard.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { Uuid } from '../../platform/pure/schemas.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { FileView } from '../contract.ts'
import type { Examiner } from './examine/examine.ts'
import { createFileLinks } from './links.ts'
import { listKeptFiles } from './queries.ts'
import { receiveFile } from './receive-file.ts'
import { seenFiles } from './seen-files.ts'
import { sendFile } from './send-file.ts'
import { type FileStore, isFileId } from './store.ts'

export type FileRouteParts = {
  db: Database
  store: FileStore
  examiner: Examiner
  sealing: Sealing
  reach: Reach
  authenticate(request: FastifyRequest): Promise<Actor>
  maxFileBytes: number
  guard?: Guard
  /** Whether visitors of this channel may attach files. */
  mayAttach(channelId: number): boolean
  /** Pictures that everybody may see: logos, photos of agents. */
  isPublic(id: string): boolean
}

const LinksWanted = Type.Object({
  ids: Type.Array(Uuid, { maxItems: 200 }),
  thumbnails: Type.Optional(Type.Boolean()),
})
/** What a form adds around the file. */
const FORM_BYTES = 16_384
/** The size of the file itself is counted as it comes. */
const FORM_LIMITS = {
  files: 1,
  fields: 10,
  parts: 12,
  fieldSize: 1_024,
  headerPairs: 20,
  fileSize: Number.MAX_SAFE_INTEGER,
}
const SILENT_MS = 30_000
const MOST_AT_ONCE = 32

const PRIVATE = 'private, max-age=300'

/** Uploads, links and bytes. */
export async function routes(app: FastifyInstance, parts: FileRouteParts): Promise<void> {
  const links = createFileLinks(parts.sealing)
  let receiving = 0

  // In a scope of its own: nothing else takes forms.
  await app.register(async (scope) => {
    await scope.register(multipart)
    scope.post(
      '/api/v1/files',
      { schema: { summary: 'Upload one file (multipart).', tags: ['files'] } },
      async (request): Promise<FileView> => {
        receiving += 1
        try {
          if (receiving > MOST_AT_ONCE) throw new Refusal('unavailable')
          return await receive(parts, request)
        } catch (error) {
          drain(request, parts.maxFileBytes)
          throw error
        } finally {
          receiving -= 1
        }
      },
    )
  })

  app.post<{ Body: Static<typeof LinksWanted> }>(
    '/api/v1/files/links',
    {
      schema: {
        summary: 'Links to files, for five minutes; files that may not be seen have none.',
        tags: ['files'],
        body: LinksWanted,
      },
    },
    async (request, reply): Promise<{ links: Record<string, string> }> => {
      const actor = await signedIn(parts, request)
      const { ids, thumbnails = false } = request.body
      const now = clock.now()
      const seen = await seenFiles(parts.db, parts.reach, actor, ids)
      void reply.header('cache-control', 'no-store')
      return {
        links: Object.fromEntries(
          seen.map((file) => [file.id, links.make(file, thumbnails && file.hasThumbnail, now)]),
        ),
      }
    },
  )

  app.get<{ Params: { id: string }; Querystring: { thumbnail?: string } }>(
    '/api/v1/files/:id',
    {
      schema: { summary: 'A file, for whoever may see it now; `?thumbnail=1` for the small picture.', tags: ['files'] },
    },
    async (request, reply) => {
      const actor = await signedIn(parts, request)
      const [file] = isFileId(request.params.id)
        ? await seenFiles(parts.db, parts.reach, actor, [request.params.id])
        : []
      if (file === undefined) throw new Refusal('file_not_found')
      return sendFile(parts.store, request, reply, {
        file,
        thumbnail: request.query.thumbnail !== undefined,
        cache: PRIVATE,
      })
    },
  )

  app.get<{ Params: { id: string }; Querystring: { e?: string; s?: string; t?: string } }>(
    '/files/:id/*',
    { schema: { hide: true } },
    async (request, reply) => {
      const { e = '', s = '', t } = request.query
      const link = { id: request.params.id, expiry: String(e), signature: String(s), thumbnail: t === '1' }
      const valid = isFileId(link.id) && links.isValid(link, clock.now())
      const [file] = valid ? await listKeptFiles(parts.db, [link.id]) : []
      if (file === undefined) throw new Refusal('file_not_found')
      return sendFile(parts.store, request, reply, { file, thumbnail: link.thumbnail, cache: PRIVATE })
    },
  )

  app.get<{ Params: { id: string } }>('/pictures/:id', { schema: { hide: true } }, async (request, reply) => {
    const { id } = request.params
    const [file] = isFileId(id) && parts.isPublic(id) ? await listKeptFiles(parts.db, [id]) : []
    // A message's file is its readers', whatever a setting names as a logo.
    if (file === undefined || file.conversationId !== null) throw new Refusal('file_not_found')
    return sendFile(parts.store, request, reply, { file, thumbnail: true, cache: 'public, max-age=86400' })
  })
}

async function signedIn(parts: FileRouteParts, request: FastifyRequest): Promise<Actor> {
  const actor = await parts.authenticate(request)
  if (actor.kind === 'nobody') throw new Refusal('not_signed_in')
  return actor
}

function allowUpload(parts: FileRouteParts, actor: Actor): void {
  if (actor.kind === 'nobody') throw new Refusal('not_signed_in')
  if (actor.kind !== 'visitor') return allow(UPLOADERS.some((permission) => may(actor, permission)))
  allow(!actor.blocked, 'contact_blocked')
  allow(parts.mayAttach(actor.channelId))
}

/** Those who write, and those who choose logos. */
const UPLOADERS = ['conversations.reply', 'conversations.note', 'channels.manage', 'settings.manage']

async function receive(parts: FileRouteParts, request: FastifyRequest): Promise<FileView> {
  const actor = await parts.authenticate(request)
  allowUpload(parts, actor)
  if (!request.isMultipart())
    throw new Refusal('invalid_input', { fields: [{ field: '', message: 'must be multipart/form-data' }] })
  const declared = Number(request.headers['content-length'] ?? parts.maxFileBytes)
  if (declared > parts.maxFileBytes + FORM_BYTES) throw new Refusal('file_too_large', { mostBytes: parts.maxFileBytes })
  parts.guard?.admit(actor, 'file.upload', { ip: request.ip }, declared)
  // A sender who falls silent is let go; once all is here, looking at it may take its time.
  request.raw.setTimeout(SILENT_MS, () => request.raw.destroy())
  const part = await request.file({ limits: FORM_LIMITS, throwFileSizeLimit: false })
  if (part === undefined) throw new Refusal('invalid_input', { fields: [{ field: 'file', message: 'is missing' }] })
  part.file.once('end', () => request.raw.setTimeout(0))
  return receiveFile(
    { ...parts, maxBytes: parts.maxFileBytes },
    { actor, name: part.filename, bytes: part.file, now: clock.now() },
  )
}

/** Browsers read an answer only when all is sent: what was refused half-way is let run out, within reason. */
function drain({ raw }: FastifyRequest, mostBytes: number): void {
  let left = mostBytes * 4
  raw.unpipe()
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) raw.destroy()
  })
  raw.resume()
}
