import type catalogue from '../../../../locales/en/macros.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type MacrosKey = keyof typeof catalogue
export type MacrosText = Translate<MacrosKey>

/** Macros and saved replies. */
export const useMacrosText = (): MacrosText => useText<MacrosKey>('macros')
