import type { Action, Condition, RuleVersionView } from '../../../../server/rules/contract.ts'
import { listDifference } from './rule-words.ts'

const parts = ['title', 'category', 'active', 'event', 'once'] as const
export type Difference =
  | { part: (typeof parts)[number]; to: string | boolean | undefined }
  | { part: 'conditions'; lost: Condition[]; got: Condition[] }
  | { part: 'actions'; lost: Action[]; got: Action[] }

/** What differs between two versions, by part. */
export function differences(before: RuleVersionView, after: RuleVersionView): Difference[] {
  const [from, to] = [partsOf(before), partsOf(after)]
  const found: Difference[] = parts.flatMap((part) => (from[part] === to[part] ? [] : [{ part, to: to[part] }]))
  const [had, has] = [before.definition, after.definition]
  if (!same(had.conditions, has.conditions))
    found.push({ part: 'conditions', ...listDifference(listed(had.conditions), listed(has.conditions)) })
  if (!same(had.actions, has.actions)) found.push({ part: 'actions', ...listDifference(had.actions, has.actions) })
  return found
}

const partsOf = ({ title, category, active, definition: { event, once } }: RuleVersionView) => ({
  title,
  category,
  active,
  event,
  once,
})
const listed = ({ all, any }: RuleVersionView['definition']['conditions']): Condition[] => [...all, ...any]
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
