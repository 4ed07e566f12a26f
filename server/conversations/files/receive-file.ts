import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Tx } from '../../platform/db.ts'
import { type Actor, storedActor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { FileView } from '../contract.ts'
import type { Examined, Examiner } from './examine/examine.ts'
import { cleanName, withExtension } from './pure/clean-name.ts'
import { isProgram, PICTURES } from './pure/kinds.ts'
import { insertFile } from './queries.ts'
import { type FileStore, sync } from './store.ts'

export type ReceiveParts = { db: Tx; store: FileStore; examiner: Examiner; maxBytes: number }
export type Upload = { actor: Actor; name: string | undefined; bytes: Readable; now: Date }

/** Takes a file in: to disk as it comes, then looked at, then kept and noted. Whatever fails leaves nothing behind [FI8]. */
export async function receiveFile(parts: ReceiveParts, { actor, name, bytes, now }: Upload): Promise<FileView> {
  const id = randomUUID()
  const incoming = await parts.store.incoming(id)
  try {
    await pipeline(bytes, atMost(parts.maxBytes), createWriteStream(incoming, { flags: 'wx', flush: true }))
    const place = await parts.store.place(id)
    const examined = await parts.examiner.examine({ file: incoming, place })
    const kept = keptName(name, examined.type)
    if (isProgram(examined.type, kept)) throw new Refusal('file_type_refused', { reason: 'program' })
    await keep(parts.store, id, incoming, examined)
    const file = viewOf(id, kept, examined, (await stat(place.file)).size)
    await insertFile(parts.db, { ...file, by: storedActor(actor), at: now })
    return file
  } catch (error) {
    await parts.store.remove(id)
    throw isDiskFull(error) ? new Refusal('unavailable') : error
  }
}

function atMost(maxBytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > maxBytes) throw new Refusal('file_too_large', { mostBytes: maxBytes })
      yield chunk
    }
    if (size === 0) throw new Refusal('file_type_refused', { reason: 'empty' })
  }
}

/** A picture was written anew at its place: what came in goes. Anything else moves there. */
async function keep(store: FileStore, id: string, incoming: string, { picture }: Examined): Promise<void> {
  if (picture === null) return store.keep(id)
  await sync(store.pathOf(id, false))
  await rm(incoming, { force: true })
}

/** A picture's name says what it now is; another file's name is its own, or says nothing. */
function keptName(given: string | undefined, type: string): string {
  const extensions = PICTURES[type]
  const name = cleanName(given)
  return extensions === undefined ? name : withExtension(name, extensions)
}

const viewOf = (id: string, name: string, { type, picture }: Examined, size: number): FileView => ({
  id,
  name,
  size,
  type,
  ...(picture === null ? {} : { width: picture.width, height: picture.height, thumbnail: true }),
})

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
