// web-parts-are-strangers
export { findUser } from '../desk/peek.ts'
