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
      differences={(before, after) => differences(before, after).flatMap(words)}
      command={command}
      inputOf={(version) => ({ ruleId: rule.id, version })}
    />
  )
}

/** "− Status is Open", "+ Status is Pending", "title: Refunds": a line each. */
function useDifferenceWords(): (difference: Difference) => string[] {
  const r = useRulesText()
  const rule = useRuleWords()
  return (difference) => {
    const said = (to: string) => [r('changed', { field: r(`versions.changed.${difference.part}`), to })]
    switch (difference.part) {
      case 'conditions':
        return [
          ...difference.lost.map((one) => `− ${rule.condition(one)}`),
          ...difference.got.map((one) => `+ ${rule.condition(one)}`),
        ]
      case 'actions':
        return [
          ...difference.lost.map((one) => `− ${rule.action(one)}`),
          ...difference.got.map((one) => `+ ${rule.action(one)}`),
        ]
      case 'event':
        return said(r(`event.${String(difference.to)}`))
      case 'active':
      case 'once':
        return said(r(difference.to === true ? 'value.yes' : 'value.no'))
      case 'title':
      case 'category':
        return said(String(difference.to) || r('value.none'))
    }
  }
}
