import type { SurveyDefinition } from '../../../../server/surveys/contract.ts'
import { useSurveysText } from '../../satisfaction/text.ts'

type When = Pick<
  SurveyDefinition,
  'atSolve' | 'atSessionEnd' | 'delayMinutes' | 'inWidget' | 'mailAfterMinutes' | 'everyDays' | 'expiresDays'
>

/** In one plain sentence, when a customer is asked, and where. */
export function useWhenWords(): (when: When) => string {
  const s = useSurveysText()
  const time = (minutes: number) =>
    minutes % 1440 === 0
      ? s('time.days', { n: minutes / 1440 })
      : minutes % 60 === 0
        ? s('time.hours', { n: minutes / 60 })
        : s('time.minutes', { n: minutes })
  return ({ atSolve, atSessionEnd, delayMinutes, inWidget, mailAfterMinutes }) => {
    const cause = atSolve ? (atSessionEnd ? 'either' : 'solve') : atSessionEnd ? 'end' : 'rule'
    const asked =
      delayMinutes === 0 || cause === 'rule'
        ? s('when.atOnce', { cause })
        : s('when.later', { cause, time: time(delayMinutes) })
    if (mailAfterMinutes === null) return `${asked}, ${s('where.widget')}`
    if (!inWidget) return `${asked}, ${s('where.mail')}`
    return `${asked}, ${s('where.both', { time: time(mailAfterMinutes) })}`
  }
}
