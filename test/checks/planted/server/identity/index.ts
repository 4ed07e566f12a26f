// left-only-identity
export * as schedules from '../schedules/index.ts'
