// through-the-door
export { findUser } from '../identity/queries.ts'
