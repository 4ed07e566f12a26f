import type { OfferedToVisitor, RatedByVisitor } from '../../../server/surveys/contract.ts'
import { stepsOf } from '../../../server/surveys/pure/steps.ts'
import type { SurveyRow } from '../model/timeline.ts'
import { run } from '../session.ts'
import { change, state } from '../store.ts'

/** What is chosen here and not yet, or not any more, what the server has. */
type Choice = { score?: number; reason?: string; phase?: 'sending' | 'thanks' | 'failed' | undefined }
const choices = new Map<number, Choice>()

/** One tap answers; then there is room for why, and for words. It can be changed until it is over. */
export function Survey({ data, events }: SurveyRow) {
  const { t } = state
  // What the server tells by this type: see its contract.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const offer = data as unknown as OfferedToVisitor
  const { ratingId, until, question, low, high, reasons, comment } = offer
  const { reason, phase, score = scoreIn(events, ratingId) } = choices.get(ratingId) ?? {}
  const steps = stepsOf(offer)
  const inWords = offer.look === 'words'
  const isOver = Date.parse(until) < Date.now()
  if (isOver && !score) return null
  const isBad = !!score && score < (offer.points === 5 ? 4 : offer.points)
  const say = (more: Choice) => {
    choices.set(ratingId, { ...choices.get(ratingId), ...more })
    // The rows are drawn again when the conversations are others.
    change({ conversations: [...state.conversations] })
  }
  const send = async (said: object, chosen: Choice, then: Choice) => {
    say({ ...chosen, phase: 'sending' })
    say((await run('survey.rate', { ratingId, ...said })) ? then : { phase: 'failed' })
  }
  return (
    <form
      class="survey card"
      aria-label={question}
      onSubmit={(event: Event & { currentTarget: HTMLFormElement }) => {
        event.preventDefault()
        const words = String(new FormData(event.currentTarget).get('comment') ?? '').trim()
        const why = isBad && reason ? { reason } : {}
        void send({ score, ...why, ...(words && { comment: words }) }, {}, { phase: 'thanks' })
      }}
    >
      <b>{question}</b>
      <div class={inWords ? 'steps words' : 'steps'} role="group" aria-label={question}>
        {steps.map(({ score: step, sign }) => (
          <button
            type="button"
            key={`${step}`}
            aria-pressed={step === score ? 'true' : 'false'}
            aria-label={`${t('step', { n: step, of: offer.points })}${inWords ? ` ${sign}` : step === 1 ? ` ${low}` : step === offer.points ? ` ${high}` : ''}`}
            disabled={isOver || phase === 'sending'}
            onClick={() => void send({ score: step }, { score: step }, { phase: undefined })}
          >
            {sign}
          </button>
        ))}
      </div>
      {!inWords && (
        <small class="ends">
          <span>{low}</span>
          <span>{high}</span>
        </small>
      )}
      {!!score && phase !== 'thanks' && !isOver && (
        <>
          {isBad && reasons.length > 0 && (
            <div class="reasons" role="group" aria-label={offer.reasonQuestion}>
              <p>{offer.reasonQuestion}</p>
              {reasons.map(({ key, text }) => (
                <button
                  type="button"
                  key={key}
                  aria-pressed={key === reason ? 'true' : 'false'}
                  onClick={() => say({ reason: key })}
                >
                  {text}
                </button>
              ))}
            </div>
          )}
          {comment && (
            <label>
              {comment}
              <textarea name="comment" rows={2} maxLength={2000} />
            </label>
          )}
          {(comment || (isBad && reasons.length > 0)) && (
            <button type="submit" class="primary">
              {t('send')}
            </button>
          )}
        </>
      )}
      <p role="status" class={phase === 'failed' ? 'failed' : ''}>
        {phase === 'failed'
          ? t('ratingFailed')
          : phase === 'thanks' || (score && phase !== 'sending')
            ? offer.thanks || t('rated')
            : ''}
      </p>
    </form>
  )
}

/** As the latest answer of any of his browsers. */
const scoreIn = (events: SurveyRow['events'], ratingId: number): number | undefined =>
  events
    .filter(({ type }) => type === 'survey.rated')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    .map((event) => event.data as unknown as RatedByVisitor)
    .findLast((data) => data.ratingId === ratingId)?.score
