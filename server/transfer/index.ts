import type { Sealing } from '../platform/sealing.ts'
import type { Read } from '../platform/http/read.ts'
import { type AskFields, conditionFields, readDefinitions } from '../tickets/index.ts'
import { importSettings } from './import-settings.ts'
import { allKinds } from './kinds/index.ts'
import { transferReads } from './reads.ts'
import { undoImport } from './undo-import.ts'

type Seal = Pick<Sealing, 'seal'>

export const commands = (sealing: Seal) => {
  const kinds = allKinds(fieldsNow, sealing)
  return [importSettings(kinds), undoImport(kinds)]
}
export const reads = (sealing: Seal): Read[] => transferReads(allKinds(fieldsNow, sealing))

/** As the transaction sees them: a rule of a file may ask for a field of the same file. */
const fieldsNow: AskFields = async (tx) => conditionFields(await readDefinitions(tx))
