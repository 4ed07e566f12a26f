import type catalogue from '../../../../locales/en/sla.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type SlaText = Translate<keyof typeof catalogue>
/** Words of service levels: their settings, and what a ticket was promised. */
export const useSlaText = (): SlaText => useText<keyof typeof catalogue>('sla')
