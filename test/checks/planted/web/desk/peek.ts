// web-sees-contracts-only
export { findUser } from '../../server/identity/queries.ts'
