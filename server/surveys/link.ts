import type { Sealing } from '../platform/sealing.ts'

type Signs = Pick<Sealing, 'sign'>
type Verifies = Pick<Sealing, 'verify'>
const words = (ratingId: number) => `survey ${ratingId}`

/** What a mail's link says: which rating, and that we have sent it. It opens that one rating and nothing else [SV6]. */
export const linkOf = (sealing: Signs, ratingId: number): string => `${ratingId}.${sealing.sign(words(ratingId))}`

export function ratingOf(sealing: Verifies, link: string): number | null {
  const [, id = '', signature = ''] = /^([1-9]\d{0,15})\.([\w-]{43})$/.exec(link) ?? []
  return id !== '' && sealing.verify(words(Number(id)), signature) ? Number(id) : null
}
