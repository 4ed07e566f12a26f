// left-only-routing
export * as bots from '../bots/index.ts'
