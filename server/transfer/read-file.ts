import { compileLater } from '../platform/compile-later.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { type Complaint, inShape } from '../rules/index.ts'
import { MOST_ITEMS, SETTINGS_FORMAT, SettingsFile, type SettingsKind, settingsKinds } from './contract.ts'
import type { Kinds } from './kinds/index.ts'
import { isItem, type Item } from './kinds/kind.ts'

const shape = compileLater(SettingsFile)
export type Part = { kind: SettingsKind; items: readonly Item[] }

/** What a file holds, kind by kind, in the order it is made; refused where it is no file of settings, or of none that one may make. */
export function readFile(file: unknown, kinds: Kinds, actor: Actor): Part[] {
  if (!isItem(file) || file.format !== SETTINGS_FORMAT) throw invalid([{ field: 'format', message: 'file_other' }])
  if (!shape.Check(file)) throw invalid(inShape(shape.Errors(file)))
  const unknown = Object.keys(file.settings).filter((kind) => !isKind(kind))
  if (unknown.length > 0)
    throw invalid(unknown.map((kind) => ({ field: `settings.${kind}`, message: `kind_unknown ${kind}` })))
  const parts = settingsKinds.flatMap((kind) => {
    const items = file.settings[kind] ?? []
    return items.length === 0 ? [] : [{ kind, items }]
  })
  const count = parts.reduce((sum, { items }) => sum + items.length, 0)
  if (count === 0) throw invalid([{ field: 'settings', message: 'file_empty' }])
  if (count > MOST_ITEMS) throw invalid([{ field: 'settings', message: `file_long ${MOST_ITEMS}` }])
  for (const { kind } of parts) allow(kinds[kind].may(actor))
  return parts
}

export const invalid = (fields: Complaint[]): Refusal =>
  new Refusal('settings_file_invalid', { fields: fields.slice(0, MOST_TOLD) })
const MOST_TOLD = 50

const isKind = (kind: string): kind is SettingsKind => settingsKinds.some((each) => each === kind)
