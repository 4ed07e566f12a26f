import { type Static, Type } from 'typebox'
import { Id } from '../platform/pure/schemas.ts'

export const SETTINGS_FORMAT = 'causerie.settings'
/** Of a file, in bytes; and of all it holds. */
export const MOST_BYTES = 4_000_000
export const MOST_ITEMS = 1_000

/** What goes to a file and comes from one, in the order it is made: what is named stands before what names it [TF3]. */
export const settingsKinds = [
  'brand',
  'group',
  'role',
  'schedule',
  'agent_status',
  'skill',
  'capacity_rule',
  'ticket_field',
  'ticket_status',
  'ticket_form',
  'style',
  'channel',
  'style_rule',
  'survey',
  'webhook',
  'queue',
  'sla_policy',
  'view',
  'saved_reply',
  'macro',
  'trigger',
  'messaging_trigger',
  'automation',
] as const
export const SettingsKind = Type.Enum(settingsKinds)
export type SettingsKind = Static<typeof SettingsKind>

/** What stands in a file for a group, a person …: its name, which may be another id elsewhere. */
export type Named = { named: string }

/**
 * `GET /api/v1/settings/export?kinds=trigger,view`: all of these kinds (of all, without `kinds`) but what is somebody's own, in
 * their order. Each as its own command takes it (`sla_policy.save` …), with names where ids stand: `{ "named": "Support" }`.
 */
export const SettingsFile = Type.Object({
  format: Type.Literal(SETTINGS_FORMAT),
  settings: Type.Record(Type.String({ maxLength: 60 }), Type.Array(Type.Record(Type.String(), Type.Unknown()))),
})
export type SettingsFile = Static<typeof SettingsFile>

/** What becomes of what is there by its name already: it stays as it is, is made like the one in the file, or gets a namesake. */
export const WhenThere = Type.Union([Type.Literal('keep'), Type.Literal('replace'), Type.Literal('add')])
export type WhenThere = Static<typeof WhenThere>

/** `setting.import`. All of the file, or nothing; what is wrong is named by its place (`settings_file_invalid`). */
export const ImportSettings = Type.Object({
  file: Type.Unknown(),
  /** What the file is called, for whoever reads of it later. */
  name: Type.Optional(Type.String({ maxLength: 200 })),
  /** Only says what would be made. */
  preview: Type.Boolean(),
  whenThere: WhenThere,
  /** Switched on where they are on in the file; otherwise what is new comes switched off, where it can be. */
  asInFile: Type.Boolean(),
})
export type SettingsImported = {
  /** For taking it back; null: nothing was made. */
  importId: number | null
  items: ImportedItem[]
}
export type ImportedItem = {
  kind: SettingsKind
  name: string
  /** One of this name is there already. */
  exists: boolean
  outcome: 'made' | 'replaced' | 'kept'
}

/** `setting.undo_import`: takes back what has not been changed since. */
export const UndoImport = Type.Object({ importId: Id })
export type ImportUndone = {
  taken: number
  /** What stays, since somebody has changed it, or something uses it by now. */
  left: { kind: SettingsKind; name: string }[]
}

/** `GET /api/v1/settings/imports`, newest first. */
export type ImportView = {
  id: number
  name: string
  at: string
  by: { id: number; name: string } | null
  items: { kind: SettingsKind; name: string; outcome: 'made' | 'replaced' }[]
  undoneAt: string | null
}

export const refusals = {
  settings_file_invalid: 422,
  import_not_found: 404,
  import_undone: 409,
} as const
