// left-only-contacts
export * as knowledge from '../knowledge/index.ts'
