import type { BulkView } from '../../../server/tickets/contract.ts'
import { createStore } from './store.ts'

/** The bulk edit that is shown: the one this person started last. */
export const bulk = createStore<BulkView | null>(null)

/** News of it; of another one it is not shown, and none goes back. */
export function bulkTold(news: object): void {
  const shown = bulk.get()
  if (!isBulk(news) || shown?.id !== news.id || progress(news) < progress(shown)) return
  bulk.set(news)
}

const isBulk = (news: object): news is BulkView => 'id' in news && 'state' in news
const STATES = ['running', 'done', 'undoing', 'undone']
const progress = ({ state, done, refused, undone, kept }: BulkView): number =>
  STATES.indexOf(state) * 10_000 + done + refused + undone + kept
