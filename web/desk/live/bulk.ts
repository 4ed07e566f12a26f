import type { BulkView } from '../../../server/tickets/contract.ts'
import { createStore } from './store.ts'

/** The bulk edit that is shown: the one this person started last. */
export const bulk = createStore<BulkView | null>(null)

/** News of it; of another one it is not shown, and none goes back. */
export function bulkTold(news: BulkView): void {
  const shown = bulk.get()
  if (shown?.id !== news.id || progress(news) < progress(shown)) return
  bulk.set(news)
}

const STATES = ['running', 'done', 'undoing', 'undone']
const progress = ({ state, done, refused, undone, kept }: BulkView): number =>
  STATES.indexOf(state) * 10_000 + done + refused + undone + kept
