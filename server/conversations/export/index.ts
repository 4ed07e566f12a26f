export { type ExportParts, routes as exportRoutes } from './routes.ts'
