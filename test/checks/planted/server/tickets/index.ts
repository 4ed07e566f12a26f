// left-only-tickets
export * as channels from '../channels/index.ts'
