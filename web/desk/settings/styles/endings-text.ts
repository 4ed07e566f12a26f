import type catalogue from '../../../../locales/en/endings.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type EndingsKey = keyof typeof catalogue
export type EndingsText = Translate<EndingsKey>

/** What happens by itself in a style, styles by conditions, and recipes. */
export const useEndingsText = (): EndingsText => useText<EndingsKey>('endings')
