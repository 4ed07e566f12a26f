import type { Tx } from '../platform/db.ts'
import { conditionFields, readDefinitions } from '../tickets/index.ts'
import { namer, namesFor } from './by-name.ts'
import { SETTINGS_FORMAT, type SettingsFile, type SettingsKind } from './contract.ts'
import type { Kinds } from './kinds/index.ts'
import type { Item } from './kinds/kind.ts'

/** All settings of some kinds as a file, by names: what is gone stays as the id it was, and will be refused elsewhere [TF1]. */
export async function exportSettings(tx: Tx, kinds: Kinds, chosen: readonly SettingsKind[]): Promise<SettingsFile> {
  const fields = conditionFields(await readDefinitions(tx))
  const ofField = (name: string) => fields.get(name)?.of
  const parts: { kind: SettingsKind; items: Item[] }[] = []
  for (const kind of chosen) parts.push({ kind, items: (await kinds[kind].list(tx)).map(({ item }) => item) })
  const names = await namesFor(tx, (found) => {
    for (const { kind, items } of parts) for (const item of items) kinds[kind].swap(item, found, ofField)
  })
  const swapped = parts
    .filter(({ items }) => items.length > 0)
    .map(({ kind, items }) => [kind, items.map((item) => kinds[kind].swap(item, namer(names), ofField))] as const)
  return { format: SETTINGS_FORMAT, settings: Object.fromEntries(swapped) }
}
