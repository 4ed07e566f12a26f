import type { FieldValue, TicketField } from '../definitions/contract.ts'

const LONGEST_TEXT = 1_000
const LONGEST_MULTILINE = 4_000

/** Why a value does not fit its field. */
export type Misfit = 'kind' | 'too_long' | 'date' | 'option' | 'pattern'
export type CheckedValue = { value: FieldValue | null } | { misfit: Misfit }
/** Whether a whole text fits a pattern, in linear time. */
export type FitsPattern = (pattern: string, text: string) => boolean

/** The value as it is stored (null: empty), or why it is refused [TK10]. */
export function checkValue(field: TicketField, value: FieldValue | null, fits: FitsPattern): CheckedValue {
  if (value === null) return { value: null }
  switch (field.kind) {
    case 'text':
      return text(value, LONGEST_TEXT)
    case 'multiline':
      return text(value, LONGEST_MULTILINE)
    case 'pattern': {
      const checked = text(value, LONGEST_TEXT)
      if ('misfit' in checked || typeof checked.value !== 'string') return checked
      return fits(field.pattern ?? '', checked.value) ? checked : { misfit: 'pattern' }
    }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? { value } : { misfit: 'kind' }
    case 'date':
      if (value === '') return { value: null }
      return typeof value === 'string' && isDate(value) ? { value } : { misfit: 'date' }
    case 'checkbox':
      return typeof value === 'boolean' ? { value: value ? true : null } : { misfit: 'kind' }
    case 'dropdown':
      if (value === '') return { value: null }
      return typeof value === 'string' && has(field, value) ? { value } : { misfit: 'option' }
    case 'multiselect': {
      if (!Array.isArray(value)) return { misfit: 'kind' }
      const chosen = new Set(value)
      if (![...chosen].every((key) => has(field, key))) return { misfit: 'option' }
      // In the field's own order: the same choice is the same value.
      const keys = field.options.map(({ key }) => key).filter((key) => chosen.has(key))
      return { value: keys.length === 0 ? null : keys }
    }
  }
}

function text(value: FieldValue, longest: number): CheckedValue {
  if (typeof value !== 'string') return { misfit: 'kind' }
  const trimmed = value.trim()
  if (trimmed.length > longest) return { misfit: 'too_long' }
  return { value: trimmed === '' ? null : trimmed }
}

const has = (field: TicketField, key: string): boolean => field.options.some((option) => option.key === key)

/** `2026-02-30` is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
