import { useQuery } from '@tanstack/react-query'
import { useTimes } from '../app/times.ts'
import { Block, Pair, Pairs } from '../context/Block.tsx'
import { ratingsOfQuery } from './queries.ts'
import { Score } from './Score.tsx'
import { useSurveysText } from './text.ts'

/** In the panel: what the customer was asked, and what he said. */
export default function Ratings({ conversationId, heard }: { conversationId: number; heard: number }) {
  const s = useSurveysText()
  const times = useTimes()
  const { data } = useQuery(ratingsOfQuery(conversationId, heard))
  if (data === undefined) return null
  return data.map((rating) => (
    <Block key={rating.id} title={s('satisfaction')} extra={<Score rating={rating} />}>
      <Pairs>
        {rating.comment && <Pair name={s('rating.comment')}>{rating.comment}</Pair>}
        {rating.reason && <Pair name={s('rating.reason')}>{rating.reason}</Pair>}
        <Pair name={s(rating.ratedAt ? 'rating.at' : 'rating.offered')}>
          <time dateTime={rating.ratedAt ?? rating.offeredAt} title={times.full(rating.ratedAt ?? rating.offeredAt)}>
            {times.brief(rating.changedAt ?? rating.ratedAt ?? rating.offeredAt)}
          </time>
          {rating.changedAt && ` · ${s('rating.changed')}`}
          {!rating.ratedAt && rating.mailedAt && ` · ${s('rating.mailed')}`}
        </Pair>
      </Pairs>
    </Block>
  ))
}
