// platform-knows-no-slice
export { findUser } from '../identity/queries.ts'
