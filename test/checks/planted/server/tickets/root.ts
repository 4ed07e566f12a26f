// slice-knows-no-root
export { main } from '../main.ts'
