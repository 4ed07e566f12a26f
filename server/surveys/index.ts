import { rate, rateSurvey } from './rate-survey.ts'
import { deleteSurvey, saveSurvey, sortSurveysCommand } from './save-survey.ts'
import { sendSurvey } from './send-survey.ts'

export { createSurveyDirectory, type SurveyDirectory } from './directory.ts'
export { events } from './events.ts'
export { findSurvey, isSurvey, listSurveys } from './queries.ts'
export { deleteSurvey, saveSurvey } from './save-survey.ts'
export { offerSurvey } from './offer.ts'
export { surveyReactions, surveyTimers } from './reactions.ts'
export { surveyReads } from './reads.ts'
export { surveyPage } from './survey-page.ts'

export { rate }
export const commands = [saveSurvey, deleteSurvey, sortSurveysCommand, rateSurvey, sendSurvey]
