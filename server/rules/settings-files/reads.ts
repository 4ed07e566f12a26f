import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { allow } from '../../platform/pure/refusal.ts'
import type { AskFields } from '../../tickets/index.ts'
import { type SettingsFile, SettingsKind } from './contract.ts'
import { exportSettings } from './export-settings.ts'
import { kindsOf } from './kinds.ts'
import { mayTryTransfer } from './policy.ts'

export const settingsFileReads = (fields: AskFields): Read[] => {
  const kinds = kindsOf(fields)
  return [
    read(
      '/api/v1/settings/export',
      {
        query: Type.Object({ kind: SettingsKind }),
        may: mayTryTransfer,
        about: 'The settings of one kind as a file that another installation can read.',
      },
      async ({ db, actor, query }): Promise<SettingsFile> => {
        allow(kinds[query.kind].may(actor))
        return exportSettings(db, query.kind, kinds[query.kind], await fields(db))
      },
    ),
  ]
}
