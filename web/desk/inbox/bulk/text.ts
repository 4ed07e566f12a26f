import type catalogue from '../../../../locales/en/bulk.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type BulkText = Translate<keyof typeof catalogue>
export const useBulkText = (): BulkText => useText<keyof typeof catalogue>('bulk')
