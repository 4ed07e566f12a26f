import type { BulkView } from '../../../server/tickets/contract.ts'
import { api } from '../../kit/http.ts'
import { createStore } from './store.ts'

/** The bulk edit that is shown: the one this person started last. */
export const bulk = createStore<BulkView | null>(null)

const DISMISSED = 'causerie.bulk.dismissed'

/** What is under way, or can still be taken back, is shown again after the page was loaded anew; what was put away is not. */
export async function findBulk(): Promise<void> {
  const last = await api.get<BulkView | null>('/bulk-edits').catch(() => null)
  if (last === null || bulk.get() !== null) return
  if (sessionStorage.getItem(DISMISSED) === String(last.id) && last.state === 'done') return
  bulk.set(last)
}

export function dismissBulk(id: number): void {
  sessionStorage.setItem(DISMISSED, String(id))
  bulk.set(null)
}

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
