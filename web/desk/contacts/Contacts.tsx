import { useLocation, useParams } from '@tanstack/react-router'
import { ContactList } from './list/ContactList.tsx'
import { OrganizationList } from './organizations/OrganizationList.tsx'
import { OrganizationPage } from './organizations/OrganizationPage.tsx'
import { ContactPage } from './page/ContactPage.tsx'

export default function Contacts() {
  const { contactId, organizationId } = useParams({ strict: false })
  const { pathname } = useLocation()
  if (organizationId !== undefined) return <OrganizationPage key={organizationId} id={organizationId} />
  if (contactId !== undefined) return <ContactPage key={contactId} id={Number(contactId)} />
  return /\/organizations\/?$/.test(pathname) ? <OrganizationList /> : <ContactList />
}
