// left-only-rules
export * as insights from '../insights/index.ts'
