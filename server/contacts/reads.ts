import { Type } from 'typebox'
import type { Tx } from '../platform/db.ts'
import { type Read, read } from '../platform/http/read.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { Id } from '../platform/pure/schemas.ts'
import { type ContactPage, ContactQuery, type ContactView } from './contract.ts'
import { mayReadContacts } from './policy.ts'
import { type Cursor, listContacts } from './queries/lists.ts'
import { organizationReads } from './organizations/reads.ts'
import { contactRow, findContactView, type Presence } from './views.ts'

const PAGE = 50

/** What the list shows of the slices to the right. */
export type ContactReadParts = Presence & {
  countConversations(db: Tx, contactIds: readonly number[]): Promise<ReadonlyMap<number, number>>
}

export const reads = (parts: ContactReadParts): Read[] => [
  read(
    '/api/v1/contacts',
    {
      query: ContactQuery,
      may: mayReadContacts,
      about: 'Contacts, those seen last first; `q` finds by the beginning of a name, address or number.',
    },
    async ({ db, query }): Promise<ContactPage> => {
      const found = await listContacts(
        db,
        { q: query.q?.trim() || null, organizationId: query.organization ?? null, after: cursorOf(query.cursor) },
        PAGE + 1,
      )
      const page = found.slice(0, PAGE)
      const counts = await parts.countConversations(
        db,
        page.map(({ id }) => id),
      )
      const last = page.at(-1)
      return {
        rows: page.map((brief) => contactRow(brief, counts.get(brief.id) ?? 0)),
        next: found.length > PAGE && last !== undefined ? `${last.cursor.us}.${last.cursor.id}` : null,
      }
    },
  ),
  read(
    '/api/v1/contacts/:id',
    {
      params: Type.Object({ id: Id }),
      may: mayReadContacts,
      about: 'A contact: identities, language, device, what was merged into it.',
    },
    async ({ db, params }): Promise<ContactView> => {
      const contact = await findContactView(db, params.id, parts)
      if (contact === null) throw new Refusal('contact_not_found')
      return contact
    },
  ),
  ...organizationReads,
]

function cursorOf(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  const [us = 0, id = 0] = text.split('.').map(Number)
  return { us, id }
}
