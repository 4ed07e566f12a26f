export { createExaminer } from './examine/examine.ts'
export { expireOrphans, sweepFiles } from './housekeeping.ts'
export { type FileRouteParts, routes as fileRoutes } from './routes.ts'
export { createFileStore, type FileStore } from './store.ts'
