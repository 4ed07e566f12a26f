import { internalEvent } from '../../platform/events/event-type.ts'
import type { HiddenKind } from './contract.ts'

/** It is nowhere any more; whoever has it open loses it. The contact hears nothing of it. */
export const conversationHidden = internalEvent<{ kind: HiddenKind }>('conversation.hidden')
export const conversationRestored = internalEvent<{ kind: HiddenKind }>('conversation.restored')
