import { internalEvent } from '../../platform/events/event-type.ts'
import type { Metric, SlaView } from './contract.ts'

/** On stream `account`: nodes read the policies again, and open tickets get their targets anew. */
export const slaPolicyChanged = internalEvent<{ policyId: number | null }>('sla_policy.changed')

/** A target of the ticket began, ended, paused, went on or was missed. Null: no policy applies any more. */
export const slaChanged = internalEvent<{ sla: SlaView | null }>('sla.changed')

/** A target was missed; told once for each time it was counted. */
export const slaBreached = internalEvent<{ metric: Metric; policyId: number; policy: string; dueAt: string }>(
  'sla.breached',
)
