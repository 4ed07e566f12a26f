import type catalogue from '../../../locales/en/ticket.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type TicketText = Translate<keyof typeof catalogue>

/** Words of a ticket's data: type, due date, followers, fields. */
export const useTicketText = (): TicketText => useText<keyof typeof catalogue>('ticket')
