import { useQuery } from '@tanstack/react-query'
import type { SlaPolicyVersionView, SlaPolicyView } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { useSlaText } from '../../ticket/sla/text.ts'
import { useCommand } from '../parts/useCommand.ts'
import { VersionList } from '../parts/VersionList.tsx'
import { REFRESHES } from './PolicyList.tsx'

const parts = ['name', 'active', 'conditions', 'targets', 'scheduleId'] as const

/** What a policy was. */
export function PolicyVersions({ policy }: { policy: SlaPolicyView }) {
  const s = useSlaText()
  const command = useCommand('sla_policy.restore', { refreshes: REFRESHES })
  const versions = useQuery({
    queryKey: ['sla-policies', 'versions', policy.id, policy.version],
    queryFn: () => api.get<SlaPolicyVersionView[]>(`/sla-policies/${policy.id}/versions`),
  })
  return (
    <VersionList
      versions={versions}
      current={policy.version}
      differences={(before, after) =>
        parts
          .filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]))
          .map((part) => s(`changed.${part}`))
      }
      command={command}
      inputOf={(version) => ({ policyId: policy.id, version })}
    />
  )
}
