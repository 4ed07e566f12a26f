import { same } from '../parts/same.ts'
import type { Points, SurveyDefinition, SurveyView } from '../../../../server/surveys/contract.ts'
import en from '../../../../locales/en/survey-words.json' with { type: 'json' }
import fr from '../../../../locales/fr/survey-words.json' with { type: 'json' }

export type SurveyDraft = { name: string; active: boolean } & SurveyDefinition

type Word = keyof typeof en
const both = (word: Word) => ({ en: en[word], fr: fr[word] })
const reason = (key: string, word: Word) => ({ key, text: both(word) })

/** Words to begin with, in both languages. */
const fresh: SurveyDefinition = {
  points: 5,
  look: 'faces',
  question: both('question'),
  low: both('low'),
  high: both('high'),
  comment: both('comment'),
  reasonQuestion: both('reasonQuestion'),
  reasons: [
    reason('slow', 'reason.slow'),
    reason('unsolved', 'reason.unsolved'),
    reason('unclear', 'reason.unclear'),
    reason('unfriendly', 'reason.unfriendly'),
  ],
  thanks: both('thanks'),
  atSolve: true,
  atSessionEnd: false,
  channels: null,
  brands: null,
  delayMinutes: 0,
  inWidget: true,
  mailAfterMinutes: null,
  expiresDays: 14,
  everyDays: 0,
}

const SCALES = {
  2: ['word.bad', 'word.good'],
  3: ['word.bad', 'word.fair', 'word.good'],
  5: ['low', 'word.bad', 'word.fair', 'word.good', 'high'],
} as const satisfies Record<Points, readonly Word[]>
/** A scale in words begins with the usual ones. */
export const scaled = (draft: SurveyDraft, change: Partial<Pick<SurveyDefinition, 'points' | 'look'>>) => {
  const { points, look } = { ...draft, ...change }
  return { points, look, words: look === 'words' ? SCALES[points].map(both) : [] }
}

const DAY = 1440
/** What is usual, by one choice [S1.23]. */
export const recipes = {
  solve: { atSolve: true, atSessionEnd: false, inWidget: true, mailAfterMinutes: null, delayMinutes: 0 },
  end: { atSolve: true, atSessionEnd: true, inWidget: true, mailAfterMinutes: null, delayMinutes: 0 },
  mail: { atSolve: true, atSessionEnd: false, inWidget: false, mailAfterMinutes: 0, delayMinutes: DAY },
  both: { atSolve: true, atSessionEnd: true, inWidget: true, mailAfterMinutes: DAY, delayMinutes: 0 },
} as const satisfies Record<string, Partial<SurveyDefinition>>
export type Recipe = keyof typeof recipes
export const recipeIds: readonly Recipe[] = ['solve', 'end', 'mail', 'both']

/** The recipe it follows, if it follows one. */
export const recipeOf = (draft: SurveyDraft): Recipe | 'own' =>
  recipeIds.find((id) => same({ ...draft, ...recipes[id] }, draft)) ?? 'own'

export const draftOf = (survey: SurveyView | null): SurveyDraft =>
  survey === null
    ? { name: '', active: true, ...fresh, ...recipes.end }
    : { name: survey.name, active: survey.active, ...survey.definition }

export function surveyOf({ name, active, ...definition }: SurveyDraft) {
  return { name, active, definition }
}

/** A reason's key is for reports: it stays when the words change. */
export function freshKey(taken: readonly { key: string }[]): string {
  for (let n = taken.length + 1; ; n += 1) if (!taken.some(({ key }) => key === `reason_${n}`)) return `reason_${n}`
}
