import { internalEvent } from '../../platform/events/event-type.ts'

/** On stream `account`: nodes read the endpoints again. */
export const webhookChanged = internalEvent<{ webhookId: number }>('webhook.changed')
