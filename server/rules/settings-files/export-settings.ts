import type { Tx } from '../../platform/db.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { RefKind } from '../pure/references.ts'
import { readNames } from '../transfer/names.ts'
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
  const organizations: number[] = []
  for (const item of items)
    swap(
      item,
      (of, value) => {
        if (of === 'organization' && typeof value === 'number') organizations.push(value)
        return value
      },
      ofField,
    )
  const names = await readNames(tx, [], organizations)
  const named = (of: RefKind, value: unknown): unknown => {
    const id = of === 'field' ? Number(String(value).slice('fields.'.length)) : Number(value)
    const name = names.nameOf(of, id)
    return name === null ? value : { named: name }
  }
  return { format: SETTINGS_FORMAT, kind, items: items.map((item) => swap(item, named, ofField)) }
}
