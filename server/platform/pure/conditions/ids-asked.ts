import type { Condition, Conditions } from './condition.ts'
import type { Field } from './field.ts'

type Fields = ReadonlyMap<string, Field>

/** The ids that conditions name of one kind of thing (`of`). */
export const idsAsked = ({ all, any }: Conditions, fields: Fields, of: string): number[] =>
  [...all, ...any].flatMap(({ field, value }) =>
    fields.get(field)?.of === of
      ? (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'number')
      : [],
  )

/** The same conditions, naming what those ids have become. */
export function withIdsNow(
  conditions: Conditions,
  fields: Fields,
  of: string,
  now: ReadonlyMap<number, number>,
): Conditions {
  const current = (each: unknown) => (typeof each === 'number' ? (now.get(each) ?? each) : each)
  const renamed = (condition: Condition): Condition => {
    const { field, value } = condition
    if (fields.get(field)?.of !== of || value === undefined) return condition
    return { ...condition, value: (Array.isArray(value) ? value.map(current) : current(value)) as Condition['value'] }
  }
  return { all: conditions.all.map(renamed), any: conditions.any.map(renamed) }
}
