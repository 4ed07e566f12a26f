import type catalogue from '../../../locales/en/definitions.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type DefinitionsText = Translate<keyof typeof catalogue>

/** Words of fields, forms and statuses of tickets. */
export const useDefinitionsText = (): DefinitionsText => useText<keyof typeof catalogue>('definitions')
