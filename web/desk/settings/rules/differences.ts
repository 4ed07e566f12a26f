import type { RuleVersionView } from '../../../../server/rules/contract.ts'

const parts = ['title', 'category', 'active', 'conditions', 'actions'] as const
export type Part = (typeof parts)[number]

/** What differs between two versions, by part. */
export function differences(before: RuleVersionView, after: RuleVersionView): Part[] {
  const partsOf = (version: RuleVersionView): Record<Part, unknown> => {
    const { conditions, actions } = version.definition
    return { title: version.title, category: version.category, active: version.active, conditions, actions }
  }
  const [from, to] = [partsOf(before), partsOf(after)]
  return parts.filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part]))
}
