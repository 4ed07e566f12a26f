import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { uuid7 } from './ids.ts'

/** Which folder this is, whatever path leads to it: servers that share a database must share it, too. */
export async function folderId(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, 'folder.id')
  await mkdir(dataFolder, { recursive: true })
  try {
    await writeFile(file, `${uuid7()}\n`, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
