// left-only-conversations
export * as tickets from '../tickets/index.ts'
