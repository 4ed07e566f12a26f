import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { OfferView } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { waitingOffers } from '../app/title.ts'
import { useStore } from '../live/store.ts'
import { lastView } from '../inbox/views.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { OfferCard } from './OfferCard.tsx'
import { useWorkText } from './text.ts'
import { useOfferAlerts } from './useOfferAlerts.ts'
import css from './Offers.module.css'

/** What is offered slides over the list's top, elsewhere into a corner, and takes no focus: it is answered by its buttons, or Alt+A and Alt+D. */
export default function Offers() {
  const w = useWorkText()
  const { desk } = useDesk()
  const say = useRefusalText()
  const navigate = useNavigate()
  const offers = useStore(desk.offers.store)
  const isBeside = useRouterState({ select: ({ location }) => !location.pathname.startsWith('/inbox') })
  const [answering, setAnswering] = useState<number | null>(null)

  const answer = async (offer: OfferView, command: 'offer.accept' | 'offer.decline') => {
    const { id: offerId, conversationId } = offer
    setAnswering(offerId)
    try {
      await desk.do(command, { conversationId, offerId })
      desk.offers.hidden(offerId)
      if (command === 'offer.accept')
        await navigate({
          to: '/inbox/$view/$conversationId',
          params: { view: lastView(), conversationId: String(conversationId) },
        })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      void desk.offers.read()
    } finally {
      setAnswering(null)
    }
  }
  const accept = (offer: OfferView) => void answer(offer, 'offer.accept')
  const decline = (offer: OfferView) => void answer(offer, 'offer.decline')

  const [first] = offers
  useCommands({
    acceptOffer: first && (() => accept(first)),
    declineOffer: first && (() => decline(first)),
  })
  useOfferAlerts(offers, accept)
  useEffect(() => waitingOffers.set(offers.length), [offers.length])
  useEffect(() => () => waitingOffers.set(0), [])

  return (
    <>
      <Announcement offers={offers} />
      {offers.length > 0 && (
        <section className={css['offers']} data-beside={isBeside} aria-label={w('offers')}>
          {offers.map((offer, index) => (
            <OfferCard
              key={offer.id}
              offer={offer}
              isFirst={index === 0}
              isPending={answering === offer.id}
              onAccept={() => accept(offer)}
              onDecline={() => decline(offer)}
            />
          ))}
        </section>
      )}
    </>
  )
}

/** Spoken when an offer comes, once. */
function Announcement({ offers }: { offers: readonly OfferView[] }) {
  const w = useWorkText()
  const known = useRef(new Set<number>())
  const [said, setSaid] = useState('')
  useEffect(() => {
    const fresh = offers.filter(({ id }) => !known.current.has(id))
    known.current = new Set(offers.map(({ id }) => id))
    const [first] = fresh
    if (first)
      setSaid(w('offer.announce', { n: fresh.length, name: first.contact || w('offer.noName'), text: first.preview }))
    else if (offers.length === 0) setSaid((before) => (before === '' ? '' : w('offer.over')))
  }, [offers, w])
  return (
    <div aria-live="assertive">
      <Hidden>{said}</Hidden>
    </div>
  )
}
