import type { Texts } from '../../conversations/contract.ts'
import type { FieldValues, TicketDefinitions } from '../definitions/contract.ts'
import { formOf, shownFields } from '../pure/form-fields.ts'
import type { ContactField } from './contract.ts'

/** What decides which fields a ticket shows, and what they say. */
type Filled = { formId: number | null; brandId: number; fields: FieldValues; status: string }

/** The fields its form shows just now, as far as they are not kept from the contact [TK20]. */
export function contactFields(definitions: TicketDefinitions, ticket: Filled, locale: string): ContactField[] {
  if (!definitions.fields.some(isTold)) return []
  const form = formOf(definitions, ticket)
  if (form === undefined) return []
  return shownFields(definitions, form, ticket.fields).flatMap(({ field }) => {
    if (!isTold(field)) return []
    const editable = field.customer === 'editable' && ticket.status !== 'closed'
    return {
      id: field.id,
      kind: field.kind,
      title: said(field.customerTitle, locale) || said(field.title, locale),
      help: editable ? said(field.help, locale) : '',
      options: field.options.map(({ key, label }) => ({ key, label: said(label, locale) || key })),
      value: ticket.fields[field.id] ?? null,
      editable,
    }
  })
}

/** Which of these he may fill in, as the ticket would then be: an answer may bring up the next question. */
export const fillable = (definitions: TicketDefinitions, ticket: Filled, given: FieldValues): ReadonlySet<number> =>
  new Set(
    contactFields(definitions, { ...ticket, fields: { ...ticket.fields, ...given } }, '').flatMap(({ id, editable }) =>
      editable ? id : [],
    ),
  )

/** Whether what he sees is other than it was. */
export const looksOther = (definitions: TicketDefinitions, before: Filled, after: Filled): boolean =>
  definitions.fields.some(isTold) &&
  JSON.stringify(contactFields(definitions, before, '')) !== JSON.stringify(contactFields(definitions, after, ''))

/** Whether there are fields that customers see at all. */
export const tellsContacts = ({ fields }: Pick<TicketDefinitions, 'fields'>): boolean => fields.some(isTold)

const isTold = ({ active, customer }: { active: boolean; customer: string }): boolean => active && customer !== 'hidden'
const said = (texts: Texts, locale: string): string =>
  texts[locale] ?? texts[locale.split('-')[0] ?? ''] ?? texts['en'] ?? Object.values(texts)[0] ?? ''
