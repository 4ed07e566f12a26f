import type { Condition, Conditions, Facts } from '../../platform/pure/conditions/condition.ts'
import type { Predicate } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'

const HOUR = 3_600_000

/** How opening hours are walked: null when they never come to that many. */
export type AddBusinessMs = (from: Date, ms: number) => Date | null
export type Timed = { conditions: Conditions; holds: Predicate; fields: ReadonlyMap<string, Field> }

/**
 * The earliest instant after `now` at which a time in the conditions passes a limit, so that what does not hold now may hold
 * then; null when nothing but a change of the ticket can make it hold. Pure: the ticket is looked at again at that instant.
 */
export function nextCheck(
  { conditions, fields }: Timed,
  facts: Facts,
  now: Date,
  addBusinessMs: AddBusinessMs,
): Date | null {
  let earliest: Date | null = null
  for (const condition of [...conditions.all, ...conditions.any])
    for (const at of turnsOf(condition, fields.get(condition.field), facts, addBusinessMs))
      if (at > now && (earliest === null || at < earliest)) earliest = at
  return earliest
}

/** The instants at which a time condition may change its answer. */
function turnsOf(
  condition: Condition,
  field: Field | undefined,
  { state }: Facts,
  addBusinessMs: AddBusinessMs,
): Date[] {
  if (field === undefined || (field.type !== 'since' && field.type !== 'until')) return []
  const from = state[field.name]
  const hours = Number(condition.value)
  if (!(from instanceof Date) || Number.isNaN(hours)) return []
  const isStrict = condition.operator === 'greater' || condition.operator === 'at_most'
  if (field.type === 'since') {
    const at = condition.business === true ? addBusinessMs(from, hours * HOUR) : new Date(from.getTime() + hours * HOUR)
    // "More than" holds just after the limit, "at least" on it.
    return at === null ? [] : [isStrict ? new Date(at.getTime() + 1) : at]
  }
  // Until something due: what is left shrinks with the clock, and ends when it has come. Opening hours are not counted backwards.
  const limit = new Date(from.getTime() - hours * HOUR)
  return [limit, new Date(limit.getTime() + 1)]
}

/** Which times its answer counts from: it acts once for each. */
export function anchorsOf({ conditions, fields }: Timed, { state }: Facts): string {
  const names = [...conditions.all, ...conditions.any].flatMap(({ field }) => {
    const { type } = fields.get(field) ?? {}
    return type === 'since' || type === 'until' ? [field] : []
  })
  return JSON.stringify(
    [...new Set(names)].sort().map((name) => {
      const at = state[name]
      return [name, at instanceof Date ? at.toISOString() : null]
    }),
  )
}
