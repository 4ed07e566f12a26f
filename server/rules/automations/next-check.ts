import type { Condition, Conditions, Facts } from '../../platform/pure/conditions/condition.ts'
import type { Predicate } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'

import type { Clocks } from './clocks.ts'

const HOUR = 3_600_000
const OF_THE_HOUR = ['inBusinessHours', 'onHoliday']

export type Timed = { conditions: Conditions; holds: Predicate; fields: ReadonlyMap<string, Field> }

/**
 * The earliest instant after `now` at which a time in the conditions passes a limit, so that what does not hold now may hold
 * then; null when nothing but a change of the ticket can make it hold. Pure: the ticket is looked at again at that instant.
 */
export function nextCheck(timed: Timed, facts: Facts, now: Date, clocks: Clocks): Date | null {
  const { conditions, fields } = timed
  const turns = [...conditions.all, ...conditions.any].flatMap((condition) =>
    turnsOf(condition, fields.get(condition.field), facts, clocks),
  )
  if (waitsForTheHour(timed, facts, now, clocks)) turns.push(...clocks.nextTurns(now))
  let earliest: Date | null = null
  for (const at of turns) if (at > now && (earliest === null || at < earliest)) earliest = at
  return earliest
}

/** Whether all else holds, or holds not, by what hour it is: no ticket wakes at each opening for nothing. */
function waitsForTheHour({ conditions, holds }: Timed, facts: Facts, now: Date, { businessMs, hour }: Clocks): boolean {
  if (![...conditions.all, ...conditions.any].some(({ field }) => OF_THE_HOUR.includes(field))) return false
  const known = { ...facts.state, ...hour(now) }
  const answers = [true, false].flatMap((inBusinessHours) =>
    [true, false].map((onHoliday) =>
      holds({ ...facts, state: { ...known, inBusinessHours, onHoliday }, now, businessMs }),
    ),
  )
  return new Set(answers).size > 1
}

/** The instants at which a time condition may change its answer. */
function turnsOf(
  condition: Condition,
  field: Field | undefined,
  { state }: Facts,
  { addBusinessMs }: Pick<Clocks, 'addBusinessMs'>,
): Date[] {
  if (field === undefined || (field.type !== 'since' && field.type !== 'until')) return []
  const from = state[field.name]
  const hours = Number(condition.value)
  if (!(from instanceof Date) || Number.isNaN(hours)) return []
  const isStrict = condition.operator === 'greater' || condition.operator === 'at_most'
  // So many whole hours are over with the next one.
  const limits = condition.operator === 'is' ? [hours, hours + 1] : [hours]
  if (field.type === 'since')
    return limits.flatMap((limit) => {
      // "More than" holds just after the limit, "at least" on it; of opening hours the moment after may be the next morning's.
      const ms = limit * HOUR + (isStrict ? 1 : 0)
      return (condition.business === true ? addBusinessMs(from, ms) : new Date(from.getTime() + ms)) ?? []
    })
  // Until something due: what is left shrinks with the clock, and ends when it has come. Opening hours are not counted backwards.
  return limits.flatMap((limit) => {
    const at = from.getTime() - limit * HOUR
    return [new Date(at), new Date(at + 1)]
  })
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
