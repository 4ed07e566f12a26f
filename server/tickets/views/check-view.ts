import { compileLater } from '../../platform/compile-later.ts'
import { longLists, problemsIn } from '../../platform/pure/conditions/check.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { columns, ViewDefinition } from './contract.ts'

const shape = compileLater(ViewDefinition)
const known: readonly string[] = columns

/** Refuses a definition with every wrong place named; gives it back as what it is [VI1]. */
export function checkView(definition: unknown, fields: ReadonlyMap<string, Field>): ViewDefinition {
  const long = longLists(definition)
  if (long.length > 0) throw invalid(long)
  if (!shape.Check(definition))
    throw invalid(
      [...shape.Errors(definition)].slice(0, 5).map(({ instancePath, message }) => ({
        field: instancePath.slice(1).replaceAll('/', '.'),
        message,
      })),
    )
  const complaints: { field: string; message: string }[] = problemsIn(definition.conditions, fields, 'state')
  if (definition.conditions.all.length + definition.conditions.any.length === 0)
    complaints.push({ field: 'conditions', message: 'missing' })
  for (const [index, column] of definition.columns.entries()) {
    const field = `columns.${index}`
    if (definition.columns.indexOf(column) !== index) complaints.push({ field, message: 'repeated' })
    else if (!known.includes(column) && !(column.startsWith('fields.') && fields.has(column)))
      complaints.push({ field, message: 'unknown_column' })
  }
  if (complaints.length > 0) throw invalid(complaints)
  return definition
}

export const invalid = (fields: { field: string; message: string }[]): Refusal =>
  new Refusal('view_invalid', { fields })
