import type { RatingView } from '../../../server/surveys/contract.ts'
import { stepsOf } from '../../../server/surveys/pure/steps.ts'
import { useSurveysText } from './text.ts'
import css from './Score.module.css'

/** "4 of 5", with the face the customer chose; good and bad differ by word as well as by colour. */
export function Score({ rating }: { rating: RatingView }) {
  const s = useSurveysText()
  const { score, good, points, look } = rating
  if (score === null) return <span className={css['score']}>{s('rating.none')}</span>
  const sign = look === 'faces' ? stepsOf({ points, look })[score - 1]?.sign : undefined
  return (
    <span className={css['score']} data-good={good}>
      {sign && <span aria-hidden>{sign}</span>}
      {s(good ? 'rating.good' : 'rating.bad')} <span className={css['of']}>{s('rating.of', { score, points })}</span>
    </span>
  )
}
