import type { Condition } from '../../../../server/rules/contract.ts'

/** What a condition or an action is made of, as it is called. */
export type RuleNames = {
  r: (key: string, values?: Record<string, string>) => string
  fieldName(name: string): string
  /** What a value of a field is called. */
  valueName(field: string, value: unknown): string
  /** What a part of an action is called: `groupId` 7 → `Support`. */
  partName(part: string, value: unknown): string
}

/** "Status is Open", "Hours in this status is at least 2 opening hours". */
export function conditionWords({ field, operator, value, business }: Condition, names: RuleNames): string {
  const { r, fieldName, valueName } = names
  const said = [fieldName(field), r(`operator.${operator}`)]
  if (value !== undefined)
    said.push(Array.isArray(value) ? value.map((each) => valueName(field, each)).join(', ') : valueName(field, value))
  if (business === true) said.push(r('hours.business'))
  return said.join(' ')
}

/** "Add tags: refund", "Send a message: en Hello". */
export function actionWords(action: Readonly<Record<string, unknown>>, names: RuleNames): string {
  const { r, partName } = names
  const { do: name, required, fieldId, value, ...parts } = action
  const said = Object.entries(parts).map(([part, given]) => partName(part, given))
  if (fieldId !== undefined) said.push(names.fieldName(`fields.${Number(fieldId)}`), partName('value', value))
  if (required === true) said.push(r('action.skills.required'))
  const what = r(`action.${String(name)}`)
  return said.length === 0 ? what : r('changed', { field: what, to: said.join(' · ') })
}

export const isCondition = (given: object): given is Condition => 'field' in given && 'operator' in given
export const isAction = (given: object): given is Record<string, unknown> =>
  'do' in given && typeof given.do === 'string'

/** What a list lost and got; where it is only in another order, all of it. */
export function listDifference<T>(before: readonly T[], after: readonly T[]): { lost: T[]; got: T[] } {
  const isIn = (list: readonly T[], one: T) => list.some((each) => JSON.stringify(each) === JSON.stringify(one))
  const lost = before.filter((one) => !isIn(after, one))
  const got = after.filter((one) => !isIn(before, one))
  return lost.length + got.length === 0 ? { lost: [...before], got: [...after] } : { lost, got }
}
