import type catalogue from '../../../locales/en/surveys.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type SurveysKey = keyof typeof catalogue
export type SurveysText = Translate<SurveysKey>

/** Surveys and what came of them. */
export const useSurveysText = (): SurveysText => useText<SurveysKey>('surveys')
