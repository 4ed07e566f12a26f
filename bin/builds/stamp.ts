import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const sources = ['bin', 'locales', 'server', 'web']

/** Size and time of every file that something can be built from, by its path. */
export type Listing = ReadonlyMap<string, string>
/** A folder, a file, or a pattern of paths. */
export type Input = string | RegExp

/** Beside the built files, not among them: those are served. `looks` are the files' sizes and times, `content` what is in them. */
type Stamp = { looks: string; content: string }

export function listing(): Listing {
  const files = sources.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  )
  return new Map(
    [...files, 'package-lock.json'].sort().map((file) => {
      const { size, mtimeMs } = statSync(path.join(root, file))
      return [file, `${size} ${mtimeMs}`]
    }),
  )
}

/** Whether a part was built from these inputs. Reading them all takes longer than a start may: mostly their looks are enough. */
export function isFresh(part: string, inputs: readonly Input[], files: Listing): boolean {
  const built = readStamp(part)
  if (built === null) return false
  const looks = looksOf(inputs, files)
  if (built.looks === looks) return true
  if (built.content !== contentOf(inputs, files)) return false
  try {
    writeStamp(part, { ...built, looks })
  } catch {
    // An installation that only its owner may write to: all is read again at the next start.
  }
  return true
}

export const wasBuilt = (part: string): boolean => readStamp(part) !== null

export const stampOf = (inputs: readonly Input[], files: Listing): Stamp => ({
  looks: looksOf(inputs, files),
  content: contentOf(inputs, files),
})

function looksOf(inputs: readonly Input[], files: Listing): string {
  const hash = createHash('sha256').update(root)
  for (const file of among(inputs, files)) hash.update(`${file}\0${files.get(file)}\n`)
  return hash.digest('hex')
}

function contentOf(inputs: readonly Input[], files: Listing): string {
  const hash = createHash('sha256').update(root)
  for (const file of among(inputs, files)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

const among = (inputs: readonly Input[], files: Listing): string[] =>
  [...files.keys()].filter((file) =>
    inputs.some((input) =>
      typeof input === 'string' ? file === input || file.startsWith(`${input}/`) : input.test(file),
    ),
  )

function readStamp(part: string): Stamp | null {
  try {
    const { looks, content }: Partial<Stamp> = JSON.parse(readFileSync(fileOf(part), 'utf8'))
    return looks !== undefined && content !== undefined ? { looks, content } : null
  } catch {
    return null
  }
}

export function writeStamp(part: string, stamp: Stamp): void {
  mkdirSync(path.dirname(fileOf(part)), { recursive: true })
  writeFileSync(fileOf(part), JSON.stringify(stamp))
}

const fileOf = (part: string) => path.join(root, 'dist', `${part}.inputs`)
