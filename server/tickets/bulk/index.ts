import { startBulkEdit, undoBulkEdit } from './start-bulk-edit.ts'

export { deleteBulkEdits, forgetItems } from './queries.ts'
export { bulkReads } from './reads.ts'
export { bulkTasks } from './run-bulk-edit.ts'

export const bulkCommands = [startBulkEdit, undoBulkEdit]
