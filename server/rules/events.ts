import { internalEvent } from '../platform/events/event-type.ts'
import type { RuleKind } from './contract.ts'

/** On stream `account`: nodes read the rules of this kind again. */
export const ruleChanged = internalEvent<{ kind: RuleKind; ruleId: number | null }>('rule.changed')

export const events = [ruleChanged] as const
