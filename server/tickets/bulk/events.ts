import { internalEvent } from '../../platform/events/event-type.ts'
import type { BulkView } from './contract.ts'

/** On the person's own stream, after each piece. */
export const bulkProgressed = internalEvent<BulkView>('bulk_edit.progressed')
