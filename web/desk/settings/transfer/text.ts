import type catalogue from '../../../../locales/en/transfer.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export const useTransferText = (): Translate<keyof typeof catalogue> => useText<keyof typeof catalogue>('transfer')
