import type catalogue from '../../../locales/en/contacts.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type ContactsText = Translate<keyof typeof catalogue>

export const useContactsText = (): ContactsText => useText<keyof typeof catalogue>('contacts')
