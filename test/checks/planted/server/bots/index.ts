// left-only-bots
export * as rules from '../rules/index.ts'
