import { useQuery } from '@tanstack/react-query'
import type { RuleVersionView, RuleView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { useCommand } from '../parts/useCommand.ts'
import { VersionList } from '../parts/VersionList.tsx'
import { type Difference, differences } from './differences.ts'
import { useRulesText } from './text.ts'
import { useRuleWords } from './useRuleWords.ts'

/** What a rule was. */
export function Versions({ rule }: { rule: RuleView }) {
  const words = useDifferenceWords()
  const command = useCommand('rule.restore', { refreshes: ['rules', 'audit'] })
  const versions = useQuery({
    queryKey: ['rules', 'versions', rule.id, rule.version],
    queryFn: () => api.get<RuleVersionView[]>(`/rules/${rule.id}/versions`),
  })
  return (
    <VersionList
      versions={versions}
      current={rule.version}
      differences={(before, after) => differences(before, after).map(words)}
      command={command}
      inputOf={(version) => ({ ruleId: rule.id, version })}
    />
  )
}

/** "Conditions: − Status is Open, + Status is Pending". */
function useDifferenceWords(): (difference: Difference) => string {
  const r = useRulesText()
  const rule = useRuleWords()
  const told = (difference: Difference): string => {
    switch (difference.part) {
      case 'conditions':
        return [
          ...difference.lost.map((one) => `− ${rule.condition(one)}`),
          ...difference.got.map((one) => `+ ${rule.condition(one)}`),
        ].join(', ')
      case 'actions':
        return [
          ...difference.lost.map((one) => `− ${rule.action(one)}`),
          ...difference.got.map((one) => `+ ${rule.action(one)}`),
        ].join(', ')
      case 'event':
        return r(`event.${String(difference.to)}`)
      case 'active':
      case 'once':
        return r(difference.to === true ? 'value.yes' : 'value.no')
      case 'title':
      case 'category':
        return String(difference.to) || r('value.none')
    }
  }
  return (difference) => r('changed', { field: r(`versions.changed.${difference.part}`), to: told(difference) })
}
