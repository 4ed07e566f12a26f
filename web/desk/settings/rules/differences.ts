import type { RuleVersionView, TriggerDefinition } from '../../../../server/rules/contract.ts'

export type Part = 'title' | 'category' | 'active' | 'conditions' | 'actions'

/** What differs between two versions, by part. */
export function differences(before: RuleVersionView, after: RuleVersionView): Part[] {
  const partsOf = (version: RuleVersionView): Record<Part, unknown> => {
    const { conditions, actions } = version.definition as TriggerDefinition
    return { title: version.title, category: version.category, active: version.active, conditions, actions }
  }
  const [from, to] = [partsOf(before), partsOf(after)]
  return (Object.keys(to) as Part[]).filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part]))
}
