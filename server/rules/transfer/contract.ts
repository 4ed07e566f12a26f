import { type Static, Type } from 'typebox'
import { RuleKind } from '../pure/kinds.ts'

export const FORMAT = 'causerie.rules'

/** What stands in a file for a group, a person …: its name, which may be another id elsewhere. */
export type Named = { named: string }

/** `GET /api/v1/rules/export?kind=`: all rules of a kind but what is somebody's own, in their order. */
export const RulesFile = Type.Object({
  format: Type.Literal(FORMAT),
  kind: RuleKind,
  rules: Type.Array(
    Type.Object({
      title: Type.String({ minLength: 1, maxLength: 120 }),
      category: Type.String({ maxLength: 60 }),
      active: Type.Boolean(),
      /** Of macros that are not everybody's. */
      groups: Type.Optional(Type.Array(Type.Object({ named: Type.String({ maxLength: 200 }) }), { maxItems: 50 })),
      definition: Type.Unknown(),
    }),
    { minItems: 1, maxItems: 500 },
  ),
})
export type RulesFile = Static<typeof RulesFile>

/** `rule.import`. All of the file, or nothing; what is wrong is named by its place (`rules_file_invalid`). */
export const ImportRules = Type.Object({
  kind: RuleKind,
  file: Type.Unknown(),
  /** Only says what would be made. */
  preview: Type.Boolean(),
  /** Switched on where they are on in the file; otherwise all come switched off. */
  asInFile: Type.Boolean(),
})
export type RulesImported = {
  rules: {
    title: string
    category: string
    active: boolean /** One of this title is there already. */
    exists: boolean
  }[]
}

export const refusals = { rules_file_invalid: 422 } as const
