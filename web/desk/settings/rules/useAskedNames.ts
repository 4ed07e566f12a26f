import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { contactName } from '../../contacts/contact-name.ts'
import { organizationQuery } from '../../contacts/organizations/queries.ts'
import { namedContactQuery } from '../../contacts/queries.ts'
import { useContactsText } from '../../contacts/text.ts'
import { useMay } from '../../shell/DeskContext.tsx'

type Asked = { contact: readonly number[]; organization: readonly number[] }
type Kind = keyof Asked
const isKind = (kind: string): kind is Kind => kind === 'contact' || kind === 'organization'

/**
 * Of what there may be any number, each is asked for once it is named. Null: of no such kind, not known yet, or gone.
 */
export function useAskedNames(): (kind: string, id: number) => string | null {
  const t = useContactsText()
  const enabled = useMay('contacts.read')
  const named = useRef<{ [Of in Kind]: Set<number> }>({ contact: new Set(), organization: new Set() })
  const [asked, setAsked] = useState<Asked>({ contact: [], organization: [] })
  // What was named while it was drawn is known only afterwards; it ends when nothing new was.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    const { contact, organization } = named.current
    if (contact.size > asked.contact.length || organization.size > asked.organization.length)
      setAsked({ contact: [...contact], organization: [...organization] })
  })
  const contacts = useQueries({ queries: asked.contact.map((id) => ({ ...namedContactQuery(id), enabled })) })
  const organizations = useQueries({ queries: asked.organization.map((id) => ({ ...organizationQuery(id), enabled })) })
  return (kind, id) => {
    if (!isKind(kind)) return null
    named.current[kind].add(id)
    const at = asked[kind].indexOf(id)
    if (kind === 'organization') return organizations[at]?.data?.name ?? null
    const contact = contacts[at]?.data
    return contact === undefined ? null : contactName(t, contact)
  }
}
