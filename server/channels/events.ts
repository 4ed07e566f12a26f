import { internalEvent } from '../platform/events/event-type.ts'

/** On stream `account`: nodes and desks read the channel again. `hours`: it goes by other opening hours than before. */
export const channelChanged = internalEvent<{ channelId: number; hours?: true }>('channel.changed')
export const styleChanged = internalEvent<{ styleId: number }>('style.changed')

export const events = [channelChanged, styleChanged] as const
