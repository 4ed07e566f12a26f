import type { TicketField } from './contract.ts'
import { fitsPattern } from './definitions/index.ts'
import { checkValue } from './pure/field-value.ts'

/** Why a field does not take a value; null: it does. */
export function misfitOf(field: TicketField, value: unknown): string | null {
  const checked = checkValue(field, value as Parameters<typeof checkValue>[1], fitsPattern)
  return 'misfit' in checked ? checked.misfit : null
}
