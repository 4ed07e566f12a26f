import { compileLater } from '../../platform/compile-later.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { type Complaint, inActions, inShape, requireShort } from '../complaints.ts'
import { MacroDefinition, macroActions } from '../contract.ts'
import { unknownPlaceholders } from '../placeholders.ts'

const macro = compileLater(MacroDefinition)
const known: readonly string[] = macroActions

/** Refuses a macro with every wrong place named; gives it back as what it is [RU6] [RU17]. */
export async function checkMacro(tx: Tx, definition: unknown): Promise<MacroDefinition> {
  requireShort(definition)
  if (!macro.Check(definition)) throw new Refusal('rule_invalid', { fields: inShape(macro.Errors(definition)) })
  const complaints: Complaint[] = [
    ...(await inActions(tx, definition.actions)),
    ...definition.actions.flatMap((action, index) => {
      const field = `actions.${index}`
      if (!known.includes(action.do)) return [{ field, message: 'not_for_macros' }]
      // Closed is for rules and time alone.
      return action.do === 'set_status' && action.status === 'closed' ? [{ field, message: 'status_not_allowed' }] : []
    }),
    ...inTexts(definition.message?.texts ?? {}, 'message.texts'),
  ]
  const says = Object.values(definition.message?.texts ?? {}).some((text) => text.trim() !== '')
  if (definition.message !== undefined && !says) complaints.push({ field: 'message.texts', message: 'missing' })
  if (definition.actions.length === 0 && !says) complaints.push({ field: 'actions', message: 'missing' })
  if (complaints.length > 0) throw new Refusal('rule_invalid', { fields: complaints })
  return definition
}

export const inTexts = (texts: Readonly<Record<string, string>>, field: string): Complaint[] =>
  Object.entries(texts).flatMap(([locale, text]) =>
    unknownPlaceholders(text).map((name) => ({ field: `${field}.${locale}`, message: `placeholder_unknown ${name}` })),
  )
