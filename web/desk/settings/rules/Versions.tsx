import { useQuery } from '@tanstack/react-query'
import type { RuleVersionView, RuleView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { useCommand } from '../parts/useCommand.ts'
import { VersionList } from '../parts/VersionList.tsx'
import { differences } from './differences.ts'
import { useRulesText } from './text.ts'

/** What a rule was. */
export function Versions({ rule }: { rule: RuleView }) {
  const r = useRulesText()
  const command = useCommand('rule.restore', { refreshes: ['rules', 'audit'] })
  const versions = useQuery({
    queryKey: ['rules', 'versions', rule.id, rule.version],
    queryFn: () => api.get<RuleVersionView[]>(`/rules/${rule.id}/versions`),
  })
  return (
    <VersionList
      versions={versions}
      current={rule.version}
      differences={(before, after) => differences(before, after).map((part) => r(`versions.changed.${part}`))}
      command={command}
      inputOf={(version) => ({ ruleId: rule.id, version })}
    />
  )
}
