import type { OfferView } from '../../../server/routing/contract.ts'
import type { Connection } from '../../kit/connection.ts'
import { createStore } from './store.ts'

/** Ended offers are remembered, so that an answer read before their end does not bring them back. */
const REMEMBERED = 200

/** What is offered to the person of this desk, the oldest first. The same in all his windows: each hears the same events. */
export function createOffers(connection: () => Connection) {
  const store = createStore<readonly OfferView[]>([])
  const ended = new Set<number>()
  /** Offers shown since the reading under way began: it may not know them yet. */
  let shownMeanwhile = new Set<number>()

  return {
    store,
    shown(offer: OfferView): void {
      shownMeanwhile.add(offer.id)
      if (!ended.has(offer.id)) store.set(sorted([...without(offer.id), offer]))
    },
    hidden(offerId: number): void {
      ended.add(offerId)
      for (const id of ended) if (ended.size > REMEMBERED) ended.delete(id)
      if (store.get().some(({ id }) => id === offerId)) store.set(without(offerId))
    },
    async read(): Promise<void> {
      const meanwhile = (shownMeanwhile = new Set())
      try {
        const answer = await connection().get<OfferView[]>('/api/v1/me/offers')
        const kept = store.get().filter(({ id }) => meanwhile.has(id) && answer.every((each) => each.id !== id))
        store.set(sorted([...answer.filter(({ id }) => !ended.has(id)), ...kept]))
      } catch {
        // The next line asks again.
      }
    },
  }

  function without(offerId: number): OfferView[] {
    return store.get().filter(({ id }) => id !== offerId)
  }
}

const sorted = (offers: OfferView[]): OfferView[] => offers.sort((a, b) => a.id - b.id)
