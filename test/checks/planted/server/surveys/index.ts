// left-only-surveys
export * as routing from '../routing/index.ts'
