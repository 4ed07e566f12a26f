import { offerSurvey } from '../../surveys/index.ts'
import { toolsOf } from '../tools.ts'
import type { ActionKind } from './action.ts'

/** Asked once a ticket, as by itself [S1.19]; nothing happens where it was asked, or the survey is switched off. */
export const sendSurvey: ActionKind<'send_survey'> = {
  named: ({ surveyId }) => ({ surveys: [surveyId] }),
  afterClosing: true,
  async effect(_ticket, { surveyId }, { ctx, rule, conversation }) {
    const survey = toolsOf(ctx).surveys.find(surveyId)
    if (survey === undefined) return null
    const offered = await offerSurvey(ctx, survey, await conversation(), { kind: 'rule', ruleId: rule.id })
    return offered === null ? null : 'send_survey'
  },
}
