import type { OfferView } from '../contract.ts'
import type { OpenOffer } from './queries.ts'

export const offerView = ({ madeAt, until, ...offer }: Omit<OpenOffer, 'userId'>): OfferView => ({
  ...offer,
  madeAt: madeAt.toISOString(),
  until: until?.toISOString() ?? null,
})
