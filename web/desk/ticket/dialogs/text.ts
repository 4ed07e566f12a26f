import type catalogue from '../../../../locales/en/actions.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type ActionsText = Translate<keyof typeof catalogue>
export const useActionsText = (): ActionsText => useText<keyof typeof catalogue>('actions')
