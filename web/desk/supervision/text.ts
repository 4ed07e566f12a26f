import type catalogue from '../../../locales/en/supervision.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type SupervisionKey = keyof typeof catalogue
export type SupervisionText = Translate<SupervisionKey>

/** The team at work. */
export const useSupervisionText = (): SupervisionText => useText<SupervisionKey>('supervision')
