import { internalEvent } from '../platform/events/event-type.ts'

/** On stream `account`: nodes and desks read the channel again. */
export const channelChanged = internalEvent<{ channelId: number }>('channel.changed')
export const styleChanged = internalEvent<{ styleId: number }>('style.changed')

export const events = [channelChanged, styleChanged] as const
