import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/pure/refusal.ts'
import { isPicture } from './pure/kinds.ts'
import { contentDisposition } from './pure/content-disposition.ts'
import { rangeOf } from './pure/range.ts'
import type { KeptFile } from './queries.ts'
import { type FileStore, isMissing } from './store.ts'

type Sent = { file: Pick<KeptFile, 'id' | 'name' | 'type' | 'hasThumbnail'>; thumbnail: boolean; cache: string }

// An opened picture may be styled by the browser's own viewer; nothing runs, nothing loads, nobody frames it.
const CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/** Gives a file's bytes, or a part of them, so that no browser makes more of it than a picture or a file to save [FI5]. */
export async function sendFile(
  store: FileStore,
  request: FastifyRequest,
  reply: FastifyReply,
  { file, thumbnail, cache }: Sent,
): Promise<FastifyReply> {
  if (thumbnail && !file.hasThumbnail) throw new Refusal('file_not_found')
  const place = store.pathOf(file.id, thumbnail)
  const size = await sizeOf(place)
  const type = thumbnail ? 'image/webp' : file.type
  const tag = `"${file.id}${thumbnail ? '-t' : ''}"`
  reply.headers({
    'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    'content-disposition': contentDisposition(
      isPicture(type) ? 'inline' : 'attachment',
      thumbnail ? `${file.name}.webp` : file.name,
    ),
    'x-content-type-options': 'nosniff',
    'content-security-policy': CSP,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': cache,
    etag: tag,
  })
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  const range = rangeOf(request.headers.range, size)
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  if (range === null) return reply.header('content-length', size).send(createReadStream(place))
  return reply
    .code(206)
    .headers({
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
      'content-length': range.end - range.start + 1,
    })
    .send(createReadStream(place, range))
}

async function sizeOf(place: string): Promise<number> {
  try {
    return (await stat(place)).size
  } catch (error) {
    if (isMissing(error)) throw new Refusal('file_not_found')
    throw error
  }
}
