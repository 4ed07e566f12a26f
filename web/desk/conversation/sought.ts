import { createStore } from '../live/store.ts'

/** The message somebody wants to see; its thread shows it, wherever it is, and forgets the wish. */
export type Sought = { conversationId: number; messageId: string; position: number }
export const sought = createStore<Sought | null>(null)
