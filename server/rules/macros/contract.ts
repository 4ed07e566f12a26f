import { type Static, Type } from 'typebox'
import { Texts } from '../../conversations/contract.ts'
import { Id } from '../../platform/pure/schemas.ts'
import type { TicketChanges } from '../../tickets/contract.ts'

/** Whose it is: one person's own, everybody's, or some groups'. */
export const Sharing = Type.Union([
  Type.Object({ with: Type.Literal('me') }),
  Type.Object({ with: Type.Literal('everybody') }),
  Type.Object({ with: Type.Literal('groups'), groups: Type.Array(Id, { minItems: 1, maxItems: 50 }) }),
])
export type Sharing = Static<typeof Sharing>

/** What of a rule's actions a macro can do: what an agent could do with one submit, and the question how it was. */
export const macroActions = [
  'set_status',
  'set_priority',
  'assign',
  'move',
  'add_tags',
  'remove_tags',
  'set_tags',
  'set_type',
  'set_subject',
  'set_own_status',
  'set_field',
  'send_survey',
] as const

/** A text for the composer, by locale; in it placeholders, as in all texts of rules. */
export const MacroMessage = Type.Object({
  visibility: Type.Union([Type.Literal('public'), Type.Literal('note')]),
  texts: Texts,
})

/** `macro.save`. Without `id` it is new. `definition` is a `MacroDefinition`; what is wrong in it is named (`rule_invalid`). */
export const SaveMacro = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  title: Type.String({ minLength: 1, maxLength: 120 }),
  category: Type.String({ maxLength: 60 }),
  active: Type.Boolean(),
  sharing: Sharing,
  definition: Type.Unknown(),
})
export const MacroRef = Type.Object({ macroId: Id })

/** `GET /api/v1/macros/:id/preview?conversationId=`: what it would put into the composer; nothing is changed by asking. */
export type MacroPreview = {
  macroId: number
  title: string
  /** In the conversation's language, placeholders filled in. */
  message: { visibility: 'public' | 'note'; text: string } | null
  /** What differs from the ticket as it is. */
  changes: TicketChanges
  /** The survey that goes to the customer with the submit, unless the agent takes it off. */
  survey: { id: number; name: string } | null
  /** Actions that cannot be done: who or what they name is gone, or the agent may not. */
  without: string[]
}

export const refusals = { macro_not_found: 404 } as const
