import type catalogue from '../../../../locales/en/rules.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type RulesKey = keyof typeof catalogue
export type RulesText = Translate

/** Keys of values and fields are put together from what the server lists, so they are plain strings here; a test holds them. */
export const useRulesText = (): RulesText => useText('rules')
