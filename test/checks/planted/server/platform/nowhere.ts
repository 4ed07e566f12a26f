// resolvable
export { nothing } from './missing.ts'
