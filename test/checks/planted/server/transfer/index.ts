// left-only-transfer
export * as insights from '../insights/index.ts'
