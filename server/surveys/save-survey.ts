import { audit, differences } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { SaveSurvey, SortSurveys, SurveyRef } from './contract.ts'
import { surveyChanged } from './events.ts'
import { complaintsOf } from './model.ts'
import { mayManageSurveys } from './policy.ts'
import { hideSurvey, insertSurvey, listSurveys, lockSurvey, sortSurveys, updateSurvey } from './queries.ts'

/** What was offered already stays as it was asked. */
export const saveSurvey = command(
  'survey.save',
  { input: SaveSurvey, may: mayManageSurveys, about: 'Make or change a satisfaction survey.' },
  async (ctx, { id, version, ...given }): Promise<{ id: number; version: number }> => {
    const fields = complaintsOf(given)
    if (given.name.trim() === '') fields.unshift({ field: 'name', message: 'missing' })
    if (fields.length > 0) throw new Refusal('survey_invalid', { fields })
    const survey = { ...given, name: given.name.trim() }
    const before = id === undefined ? null : await lockSurvey(ctx.tx, id)
    if (id !== undefined && before === null) throw new Refusal('survey_not_found')
    if (before !== null && version !== undefined && version !== before.version)
      throw new Refusal('survey_changed_meanwhile', { version: before.version })
    const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
    const saved = before?.id ?? (await insertSurvey(ctx.tx, survey, by))
    if (before !== null) await updateSurvey(ctx.tx, saved, survey, by)
    const action = before === null ? 'survey.created' : 'survey.changed'
    await audit(
      ctx,
      ctx.actor,
      action,
      `survey:${saved}`,
      differences(before, survey, ['name', 'active', 'definition']),
      survey.name,
    )
    record(ctx, surveyChanged, { stream: 'account', by: ctx.actor, data: { surveyId: saved } })
    return { id: saved, version: (before?.version ?? 0) + 1 }
  },
)

export const deleteSurvey = command(
  'survey.delete',
  { input: SurveyRef, may: mayManageSurveys, about: 'Delete a survey; its ratings stay.' },
  async (ctx, { surveyId }) => {
    const survey = await lockSurvey(ctx.tx, surveyId)
    if (survey === null) throw new Refusal('survey_not_found')
    await hideSurvey(ctx.tx, surveyId, ctx.now)
    await audit(ctx, ctx.actor, 'survey.deleted', `survey:${surveyId}`, {}, survey.name)
    record(ctx, surveyChanged, { stream: 'account', by: ctx.actor, data: { surveyId } })
    return null
  },
)

export const sortSurveysCommand = command(
  'survey.sort',
  {
    input: SortSurveys,
    may: mayManageSurveys,
    about: 'Put the surveys in the order in which the first that fits is taken.',
  },
  async (ctx, { ids }) => {
    const names = async () => (await listSurveys(ctx.tx)).map(({ name }) => name)
    const before = await names()
    await sortSurveys(ctx.tx, ids)
    await audit(ctx, ctx.actor, 'survey.sorted', 'surveys', { order: [before, await names()] })
    record(ctx, surveyChanged, { stream: 'account', by: ctx.actor, data: { surveyId: 0 } })
    return null
  },
)
