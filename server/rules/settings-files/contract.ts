import { type Static, Type } from 'typebox'

export const SETTINGS_FORMAT = 'causerie.settings'

/** What goes to a file and comes from one, beside the rules (`causerie.rules`). */
export const SettingsKind = Type.Enum([
  'sla_policy',
  'view',
  'saved_reply',
  'survey',
  'style',
  'schedule',
  'ticket_field',
  'ticket_form',
  'ticket_status',
])
export type SettingsKind = Static<typeof SettingsKind>

/**
 * `GET /api/v1/settings/export?kind=`: all of a kind but what is somebody's own, in their order. Each as its own command
 * takes it (`sla_policy.save` …), with names where ids stand: `{ "named": "Support" }`.
 */
export const SettingsFile = Type.Object({
  format: Type.Literal(SETTINGS_FORMAT),
  kind: SettingsKind,
  items: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 500 }),
})
export type SettingsFile = Static<typeof SettingsFile>

/** `setting.import`. All of the file, or nothing; what is wrong is named by its place (`settings_file_invalid`). */
export const ImportSettings = Type.Object({
  kind: SettingsKind,
  file: Type.Unknown(),
  /** Only says what would be made. */
  preview: Type.Boolean(),
  /** Switched on where they are on in the file; otherwise all come switched off, where they can be. */
  asInFile: Type.Boolean(),
})
export type SettingsImported = {
  items: {
    name: string
    /** One of this name is there already. */
    exists: boolean
  }[]
}

export const refusals = { settings_file_invalid: 422 } as const
