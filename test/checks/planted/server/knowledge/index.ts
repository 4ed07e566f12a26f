// left-only-knowledge
export * as conversations from '../conversations/index.ts'
