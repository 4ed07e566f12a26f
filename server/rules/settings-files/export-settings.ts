import type { Tx } from '../../platform/db.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { namer, namesFor } from '../transfer/by-name.ts'
import { SETTINGS_FORMAT, type SettingsFile, type SettingsKind } from './contract.ts'
import type { Transferable } from './kinds.ts'

/** All settings of a kind as a file, by names: what is gone stays as the id it was, and will be refused elsewhere [RU11]. */
export async function exportSettings(
  tx: Tx,
  kind: SettingsKind,
  { list, swap }: Transferable,
  fields: ReadonlyMap<string, Field>,
): Promise<SettingsFile> {
  const items = await list(tx)
  const ofField = (name: string) => fields.get(name)?.of
  const names = await namesFor(tx, (found) => {
    for (const item of items) swap(item, found, ofField)
  })
  return { format: SETTINGS_FORMAT, kind, items: items.map((item) => swap(item, namer(names), ofField)) }
}
