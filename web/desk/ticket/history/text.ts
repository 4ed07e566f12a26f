import type catalogue from '../../../../locales/en/history.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type HistoryText = Translate<keyof typeof catalogue>
export const useHistoryText = (): HistoryText => useText<keyof typeof catalogue>('history')
