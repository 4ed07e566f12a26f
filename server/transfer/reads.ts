import { Type } from 'typebox'
import { type Read, read } from '../platform/http/read.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { type ImportView, type SettingsFile, type SettingsKind, settingsKinds } from './contract.ts'
import { exportSettings } from './export-settings.ts'
import type { Kinds } from './kinds/index.ts'
import { mayTryTransfer } from './policy.ts'
import { listImports } from './queries.ts'

const MOST_SHOWN = 20

export const transferReads = (kinds: Kinds): Read[] => [
  read(
    '/api/v1/settings/export',
    {
      query: Type.Object({ kinds: Type.Optional(Type.String({ maxLength: 1_000 })) }),
      may: mayTryTransfer,
      about: 'Settings as a file that another installation can read; without `kinds`, all that one may make.',
    },
    async ({ db, actor, query }): Promise<SettingsFile> => {
      const chosen =
        query.kinds === undefined ? settingsKinds.filter((kind) => kinds[kind].may(actor)) : kindsIn(query.kinds)
      for (const kind of chosen) allow(kinds[kind].may(actor))
      return exportSettings(db, kinds, chosen)
    },
  ),
  read(
    '/api/v1/settings/imports',
    { may: mayTryTransfer, about: 'What lately came from files, newest first.' },
    async ({ db, actor }): Promise<ImportView[]> =>
      (await listImports(db, MOST_SHOWN))
        .filter(({ taken }) => taken.every(({ kind }) => kinds[kind].may(actor)))
        .map(({ taken, at, undoneAt, ...found }) => ({
          ...found,
          at: at.toISOString(),
          undoneAt: undoneAt?.toISOString() ?? null,
          items: taken.map(({ kind, name, before }) => ({
            kind,
            name,
            outcome: before === null ? 'made' : 'replaced',
          })),
        })),
  ),
]

/** `trigger,view`, in the order they are made. */
function kindsIn(kinds: string): SettingsKind[] {
  const named = kinds.split(',')
  const unknown = named.filter((name) => !settingsKinds.some((kind) => kind === name))
  if (unknown.length > 0)
    throw new Refusal('invalid_input', { fields: [{ field: 'kinds', message: `unknown: ${unknown.join(', ')}` }] })
  return settingsKinds.filter((kind) => named.includes(kind))
}
