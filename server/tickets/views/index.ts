import { deleteView } from './delete-view.ts'
import { orderViews } from './order-views.ts'
import { saveView } from './save-view.ts'
import { tryView } from './try-view.ts'
import type { AskFields } from '../definitions/index.ts'

export { createViewDirectory, type ViewDirectory } from './directory.ts'
export { listViews } from './queries.ts'
export { deleteView } from './delete-view.ts'
export { saveView } from './save-view.ts'
export { viewReads } from './reads.ts'
export { readView, requireView, type ViewSource, viewSource } from './show-view.ts'
export { createViewCounts, type ViewCounts } from './view-counts.ts'

/** What conditions may ask changes as people add fields of their own. */
export const viewCommands = (fields: AskFields) => [saveView(fields), deleteView, orderViews, tryView(fields)]
