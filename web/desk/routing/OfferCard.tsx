import type { OfferView } from '../../../server/routing/contract.ts'
import { plainText } from '../../kit/markdown.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { Kbd } from '../../kit/ui/Kbd.tsx'
import { useDesk } from '../shell/DeskContext.tsx'
import { OfferRing } from './OfferRing.tsx'
import { useWorkText } from './text.ts'
import { useRoutingWords } from './why-text.ts'
import css from './Offers.module.css'

type OfferCardProps = {
  offer: OfferView
  /** The one the keys answer. */
  isFirst: boolean
  isPending: boolean
  onAccept: () => void
  onDecline: () => void
}

export function OfferCard({ offer, isFirst, isPending, onAccept, onDecline }: OfferCardProps) {
  const w = useWorkText()
  const { desk } = useDesk()
  const words = useRoutingWords()
  const name = offer.contact || w('offer.noName')
  const waited = offer.waitedMs + Math.max(0, desk.now() - Date.parse(offer.madeAt))
  const queue = words.queueName(offer.queueId)
  const about = [
    w(`medium.${offer.family}`),
    ...(queue === null ? [] : [queue]),
    w('offer.waited', { time: words.span(waited) }),
  ]
  return (
    <article className={css['card']} aria-label={w('offer.label', { name })}>
      <header className={css['head']}>
        <Avatar name={name} size={32} />
        <div className={css['who']}>
          <h2>{name}</h2>
          <p>{about.join(' · ')}</p>
        </div>
        {offer.until !== null && <OfferRing madeAt={offer.madeAt} until={offer.until} />}
      </header>
      <p className={css['text']}>{plainText(offer.preview)}</p>
      <p className={css['why']}>{w('offer.why', { why: words.why(offer.why) })}</p>
      <div className={css['answers']}>
        <Button onPress={onDecline} isDisabled={isPending}>
          {w('offer.decline')} {isFirst && <Keys keys="Alt+D" />}
        </Button>
        <Button variant="primary" onPress={onAccept} isPending={isPending}>
          {w('offer.accept')} {isFirst && <Keys keys="Alt+A" />}
        </Button>
      </div>
    </article>
  )
}

/** Not where there is no keyboard: see the style sheet. */
const Keys = ({ keys }: { keys: string }) => (
  <span className={css['keys']}>
    <Kbd keys={keys} />
  </span>
)
