import { internalEvent } from '../platform/events/event-type.ts'
import { webhookChanged } from './webhooks/events.ts'
import type { RuleKind } from './contract.ts'

/** On stream `account`: nodes read the rules of this kind again. */
export const ruleChanged = internalEvent<{ kind: RuleKind; ruleId: number | null }>('rule.changed')

export const savedReplyChanged = internalEvent<{ replyId: number }>('saved_reply.changed')

export const events = [ruleChanged, savedReplyChanged, webhookChanged] as const
