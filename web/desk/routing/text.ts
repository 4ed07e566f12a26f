import type catalogue from '../../../locales/en/work.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type WorkText = Translate<keyof typeof catalogue>

/** Words of availability, offers and routing: fetched with what shows them. */
export const useWorkText = (): WorkText => useText<keyof typeof catalogue>('work')
