import type { Asked, Points, RateSurvey, SurveyDefinition } from './contract.ts'

const DAY_MS = 86_400_000

/** The least step that counts as good [SV4]. */
const LEAST_GOOD: Readonly<Record<Points, number>> = { 2: 2, 3: 3, 5: 4 }
export const isGood = (points: Points, score: number): boolean => score >= LEAST_GOOD[points]

/** good ÷ rated in percent, without decimals; nobody has rated: null. */
export const scoreOf = (good: number, rated: number): number | null =>
  rated === 0 ? null : Math.round((100 * good) / rated)

/** How a conversation stands, as far as it may call for a survey. */
export type Standing = {
  channelId: number
  brandId: number
  isSolved: boolean
  hasEnded: boolean
  /** Somebody has the ticket, or has answered. */
  isServed: boolean
}

/** Whether a survey is due by itself [SV1]; what a rule sends asks nothing of this. */
export function isDue(survey: { active: boolean; definition: SurveyDefinition }, standing: Standing): boolean {
  const { atSolve, atSessionEnd } = survey.definition
  const isCalled = (atSolve && standing.isSolved) || (atSessionEnd && standing.hasEnded)
  return survey.active && isCalled && standing.isServed && isFor(survey.definition, standing)
}

export const isFor = (
  { channels, brands }: SurveyDefinition,
  { channelId, brandId }: Pick<Standing, 'channelId' | 'brandId'>,
): boolean => (channels === null || channels.includes(channelId)) && (brands === null || brands.includes(brandId))

/** Not while Solved can still be taken back [SV2]. */
export const dueAt = ({ delayMinutes }: SurveyDefinition, now: Date, undoUntil: Date | null): Date =>
  new Date(Math.max(now.getTime() + delayMinutes * 60_000, undoUntil?.getTime() ?? 0))

export const expiresAt = ({ expiresDays }: SurveyDefinition, now: Date): Date =>
  new Date(now.getTime() + expiresDays * DAY_MS)

/** What the customer reads, in his language or the nearest there is. */
export function askedIn(definition: SurveyDefinition, locale: string, fallback: string): Asked {
  const say = (texts: Readonly<Record<string, string>>) =>
    [locale, locale.split('-')[0] ?? '', fallback, 'en', ...Object.keys(texts)]
      .map((each) => texts[each]?.trim() ?? '')
      .find((text) => text !== '') ?? ''
  const { points, look, words, question, low, high, comment, reasonQuestion, reasons, thanks } = definition
  return {
    points,
    look,
    ...(look === 'words' && { words: (words ?? []).map(say) }),
    question: say(question),
    low: say(low),
    high: say(high),
    comment: say(comment) || null,
    reasonQuestion: say(reasonQuestion),
    reasons: reasons.map(({ key, text }) => ({ key, text: say(text) || key })),
    thanks: say(thanks),
  }
}

export type Said = { score: number; good: boolean; reason: string | null; comment: string | null }

/** What a customer's answer makes of what he said before; or which part of it was not asked [SV5]. */
export function answered(
  asked: Asked,
  before: Pick<Said, 'reason' | 'comment'>,
  { score, reason, comment }: Pick<RateSurvey, 'score' | 'reason' | 'comment'>,
): Said | 'score' | 'reason' {
  if (score > asked.points) return 'score'
  const good = isGood(asked.points, score)
  const given = reason === undefined ? before.reason : reason
  if (given !== null && !asked.reasons.some(({ key }) => key === given)) return 'reason'
  return {
    score,
    good,
    // Why it was bad is asked of bad ratings only.
    reason: good ? null : given,
    comment: asked.comment === null ? null : comment === undefined ? before.comment : comment.trim() || null,
  }
}

/** What is wrong with a survey, by its place; texts without which it cannot be asked. */
export function complaintsOf({ definition }: { definition: SurveyDefinition }): { field: string; message: string }[] {
  const { points, look, words = [], question, reasons, inWidget, mailAfterMinutes } = definition
  const says = (texts: Readonly<Record<string, string>>) => Object.values(texts).some((text) => text.trim() !== '')
  return [
    ...(says(question) ? [] : [{ field: 'definition.question', message: 'missing' }]),
    ...(look === 'words'
      ? Array.from({ length: points }, (_, at) => at)
          .filter((at) => !says(words[at] ?? {}))
          .map((at) => ({ field: `definition.words.${at}`, message: 'missing' }))
      : []),
    ...reasons.flatMap(({ key, text }, at) => [
      ...(says(text) ? [] : [{ field: `definition.reasons.${at}.text`, message: 'missing' }]),
      ...(reasons.findIndex((each) => each.key === key) < at
        ? [{ field: `definition.reasons.${at}.key`, message: 'twice' }]
        : []),
    ]),
    ...(inWidget || mailAfterMinutes !== null ? [] : [{ field: 'definition.inWidget', message: 'nowhere' }]),
  ]
}
