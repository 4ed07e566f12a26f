import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { StartError } from '../../server/platform/start-error.ts'

/** What a backup says of itself: `backup.json`, written last. */
const Manifest = Type.Object({
  format: Type.Literal(1),
  version: Type.String(),
  at: Type.String(),
  /** The number of the newest migration in the data. */
  migration: Type.Integer({ minimum: 1 }),
  hasJobs: Type.Boolean(),
  tables: Type.Array(
    Type.Object({
      name: Type.String(),
      columns: Type.Array(Type.String()),
      file: Type.String(),
      rows: Type.Integer(),
      sha256: Type.String(),
    }),
  ),
  sequences: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
  files: Type.Object({ count: Type.Integer(), bytes: Type.Integer() }),
})
export type Manifest = Type.Static<typeof Manifest>

export const manifestFile = 'backup.json'

export function readManifest(folder: string): Manifest {
  const file = path.join(folder, manifestFile)
  try {
    return Value.Parse(Manifest, JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartError(`${file} is missing or is not the description of a whole backup.`)
  }
}
