// left-only-schedules
export * as contacts from '../contacts/index.ts'
