import { useQuery } from '@tanstack/react-query'
import type { SlaPolicyVersionView, SlaPolicyView } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { differencesOf } from '../audit/differences.ts'
import { useSay } from '../audit/useSay.ts'
import { useCommand } from '../parts/useCommand.ts'
import { VersionList } from '../parts/VersionList.tsx'
import { isCondition } from '../rules/rule-words.ts'
import { useRuleWords } from '../rules/useRuleWords.ts'
import { useSettingsText } from '../text.ts'
import { REFRESHES } from './PolicyList.tsx'

const parts = ['name', 'active', 'conditions', 'targets', 'scheduleId'] as const

/** What a policy was. */
export function PolicyVersions({ policy }: { policy: SlaPolicyView }) {
  const words = useDifferenceWords()
  const command = useCommand('sla_policy.restore', { refreshes: REFRESHES })
  const versions = useQuery({
    queryKey: ['sla-policies', 'versions', policy.id, policy.version],
    queryFn: () => api.get<SlaPolicyVersionView[]>(`/sla-policies/${policy.id}/versions`),
  })
  return (
    <VersionList
      versions={versions}
      current={policy.version}
      differences={words}
      command={command}
      inputOf={(version) => ({ policyId: policy.id, version })}
    />
  )
}

/** "First reply (High): 15 minutes → 30 minutes", "+ Channel is Club": a line each, as the audit says it. */
function useDifferenceWords(): (before: SlaPolicyVersionView, after: SlaPolicyVersionView) => string[] {
  const t = useSettingsText()
  const say = useSay()
  const rule = useRuleWords()
  const listed = (sign: string, conditions: unknown) =>
    (Array.isArray(conditions) ? conditions : []).flatMap((one: unknown) =>
      typeof one === 'object' && one !== null && isCondition(one) ? `${sign} ${rule.condition(one)}` : [],
    )
  return (from, to) =>
    differencesOf(Object.fromEntries(parts.map((part) => [part, [from[part], to[part]]]))).flatMap(
      ({ field, before, after, isList }) =>
        isList
          ? [...listed('−', before), ...listed('+', after)]
          : t('audit.pair', {
              field: say.label(field),
              value: `${say.value(field, before)} → ${say.value(field, after)}`,
            }),
    )
}
