import { useParams } from '@tanstack/react-router'
import { ContactList } from './list/ContactList.tsx'
import { ContactPage } from './page/ContactPage.tsx'

export default function Contacts() {
  const { contactId } = useParams({ strict: false })
  return contactId === undefined ? <ContactList /> : <ContactPage key={contactId} id={Number(contactId)} />
}
