import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** The bytes on disk: `ab/<id>` and, for pictures, `ab/<id>.thumb`; what is still coming in is in `incoming`. */
export type FileStore = {
  /** Where a file is written until it is whole. */
  incoming(id: string): Promise<string>
  /** Where a file and its small picture are kept; the folder is there. */
  place(id: string): Promise<{ file: string; thumbnail: string }>
  pathOf(id: string, thumbnail: boolean): string
  /** Moves a whole file to its place. */
  keep(id: string): Promise<void>
  /** Nothing of it remains. */
  remove(id: string): Promise<void>
  /** Ids of what is kept, folder by folder. */
  list(): AsyncIterable<string[]>
  /** Removes what never became whole: of uploads that broke off longer ago than this. */
  clearIncoming(before: Date): Promise<number>
  changedAt(id: string): Promise<Date | null>
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const THUMB = '.thumb'

/** Whether a text may name a file: nothing else ever becomes part of a path. */
export const isFileId = (text: string): boolean => ID.test(text)

export function createFileStore(dataFolder: string): FileStore {
  const root = path.join(dataFolder, 'files')
  const incomingFolder = path.join(root, 'incoming')
  const folderOf = (id: string) => path.join(root, id.slice(0, 2))
  const pathOf = (id: string, thumbnail: boolean) => {
    if (!isFileId(id)) throw new Error('not a file id')
    return path.join(folderOf(id), thumbnail ? `${id}${THUMB}` : id)
  }
  const place = async (id: string) => {
    await mkdir(folderOf(id), { recursive: true })
    return { file: pathOf(id, false), thumbnail: pathOf(id, true) }
  }

  return {
    pathOf,
    place,
    async incoming(id) {
      await mkdir(incomingFolder, { recursive: true })
      return path.join(incomingFolder, id)
    },
    async keep(id) {
      const { file } = await place(id)
      await rename(path.join(incomingFolder, id), file)
      await sync(folderOf(id))
    },
    async remove(id) {
      for (const file of [pathOf(id, false), pathOf(id, true), path.join(incomingFolder, id)])
        await rm(file, { force: true })
    },
    async *list() {
      for (const folder of await namesIn(root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue
        const names = await namesIn(path.join(root, folder))
        yield [...new Set(names.map((name) => name.replace(THUMB, '')))].filter((id) => isFileId(id))
      }
    },
    async clearIncoming(before) {
      let removed = 0
      for (const name of await namesIn(incomingFolder)) {
        const file = path.join(incomingFolder, name)
        const at = await changed(file)
        if (at === null || at >= before) continue
        await rm(file, { force: true })
        removed += 1
      }
      return removed
    },
    changedAt: async (id) => (await changed(pathOf(id, false))) ?? changed(pathOf(id, true)),
  }
}

/** Bytes, or names in a folder, that a power cut will not take back. */
export async function sync(file: string): Promise<void> {
  const handle = await open(file)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function changed(file: string): Promise<Date | null> {
  try {
    return (await stat(file)).mtime
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
