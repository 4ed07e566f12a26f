import { createStore } from '../live/store.ts'

/** What is being looked for; null while nobody looks. Kept while conversations are opened and read. */
export const finding = createStore<string | null>(null)
