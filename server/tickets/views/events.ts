import { internalEvent } from '../../platform/events/event-type.ts'

/** On stream `account`: nodes and desks read the views again. */
export const viewChanged = internalEvent<{ viewId: number | null }>('view.changed')
