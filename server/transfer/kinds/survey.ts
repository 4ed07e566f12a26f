import { deleteSurvey, listSurveys, saveSurvey } from '../../surveys/index.ts'
import { eachOf, isItem, made, part, type Transferable } from './kind.ts'

export const survey: Transferable = {
  ...made(saveSurvey),
  remove: (ctx, surveyId) => deleteSurvey.run(ctx, { surveyId }),
  list: async (tx) =>
    (await listSurveys(tx)).map((each) => ({
      id: each.id,
      version: each.version,
      item: part(each, 'name', 'active', 'definition'),
    })),
  swap: ({ definition, ...item }, swap) => ({
    ...item,
    definition: isItem(definition)
      ? {
          ...definition,
          channels: eachOf(definition.channels, (each, n) => swap('channel', each, `definition.channels.${n}`)),
          brands: eachOf(definition.brands, (each, n) => swap('brand', each, `definition.brands.${n}`)),
        }
      : definition,
  }),
}
