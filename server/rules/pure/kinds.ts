import { type Static, Type } from 'typebox'

export const RuleKind = Type.Union([
  Type.Literal('trigger'),
  Type.Literal('automation'),
  Type.Literal('messaging_trigger'),
  Type.Literal('macro'),
])
export type RuleKind = Static<typeof RuleKind>
