import type { ContactRow, ContactView } from '../../../server/contacts/contract.ts'
import { primaryEmail } from '../context/identities.ts'
import type { ContactsText } from './text.ts'

/** What a contact is called: by name, else by what is known. */
export const rowName = (
  t: ContactsText,
  { id, name, email, phone }: Pick<ContactRow, 'id' | 'name' | 'email' | 'phone'>,
): string => name ?? email ?? phone ?? t('visitor', { id })

export function contactName(t: ContactsText, contact: ContactView): string {
  const phone = contact.identities.find(({ kind }) => kind === 'phone')?.value ?? null
  return rowName(t, { id: contact.id, name: contact.name, email: primaryEmail(contact), phone })
}
