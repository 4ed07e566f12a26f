import type { SurveyDefinition } from '../../server/surveys/contract.ts'
import type { Agent, TestApp } from './app.ts'

export const surveyDefinition: SurveyDefinition = {
  points: 5,
  look: 'faces',
  question: { en: 'How was our help?', fr: 'Comment avons-nous répondu ?' },
  low: { en: 'Very bad', fr: 'Très mal' },
  high: { en: 'Very well', fr: 'Très bien' },
  comment: { en: 'Anything to add?', fr: 'Un mot à ajouter ?' },
  reasonQuestion: { en: 'What went wrong?', fr: 'Qu’est-ce qui n’a pas été ?' },
  reasons: [
    { key: 'slow', text: { en: 'Too slow', fr: 'Trop lent' } },
    { key: 'unsolved', text: { en: 'Not solved', fr: 'Pas résolu' } },
  ],
  thanks: { en: 'Thank you!', fr: 'Merci !' },
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

/** A survey in force, made by an administrator. */
export async function survey(app: TestApp, by: Agent, definition: Partial<SurveyDefinition> = {}): Promise<number> {
  const { id } = await app.as(by).run<{ id: number }>('survey.save', {
    name: 'How was it',
    active: true,
    definition: { ...surveyDefinition, ...definition },
  })
  await app.surveys.load()
  return id
}
