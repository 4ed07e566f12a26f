import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { type OrganizationPage, OrganizationQuery, type OrganizationView } from '../contract.ts'
import { mayReadContacts } from '../policy.ts'
import {
  findOrganization,
  listOrganizations,
  type Organization,
  type OrganizationCursor,
} from '../queries/organizations.ts'

const PAGE = 50

export const organizationReads: Read[] = [
  read(
    '/api/v1/organizations',
    {
      query: OrganizationQuery,
      may: mayReadContacts,
      about: 'Organizations by name; `q` is the beginning of a name or domain.',
    },
    async ({ db, query }): Promise<OrganizationPage> => {
      const found = await listOrganizations(db, query.q?.trim() || null, cursorOf(query.cursor), PAGE + 1)
      const rows = found.slice(0, PAGE)
      const last = rows.at(-1)
      return {
        rows: rows.map(organizationView),
        next: found.length > PAGE && last !== undefined ? `${last.id}.${last.name.toLowerCase()}` : null,
      }
    },
  ),
  read(
    '/api/v1/organizations/:id',
    { params: Type.Object({ id: Id }), may: mayReadContacts, about: 'An organization.' },
    async ({ db, params }): Promise<OrganizationView> => {
      const organization = await findOrganization(db, params.id)
      if (organization === null) throw new Refusal('organization_not_found')
      return organizationView(organization)
    },
  ),
]

const organizationView = (organization: Organization & { members: number }): OrganizationView => ({
  ...organization,
  createdAt: organization.createdAt.toISOString(),
})

function cursorOf(text: string | undefined): OrganizationCursor | null {
  if (text === undefined) return null
  const [, id, name] = /^(\d{1,15})\.(.*)$/s.exec(text) ?? []
  if (id === undefined || name === undefined)
    throw new Refusal('invalid_input', { fields: [{ field: 'cursor', message: 'is not one of ours' }] })
  return { id: Number(id), name }
}
