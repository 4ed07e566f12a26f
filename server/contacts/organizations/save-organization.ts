import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { DeleteOrganization, SaveOrganization } from '../contract.ts'
import { organizationChanged } from '../events.ts'
import { domainOf } from '../model.ts'
import { mayWriteContacts } from '../policy.ts'
import {
  fileByDomains,
  findDomainOwner,
  hideOrganization,
  insertOrganization,
  lockOrganization,
  replaceDomains,
  updateOrganization,
} from '../queries/organizations.ts'

/** Contacts with a verified address in one of its domains belong to it [CT12]: those there are, and those to come. */
export const saveOrganization = command(
  'organization.save',
  { input: SaveOrganization, may: mayWriteContacts, about: 'Make or change an organization.' },
  async (ctx, input) => {
    const before = input.id === undefined ? null : await lockOrganization(ctx.tx, input.id)
    const name = input.name.trim()
    if (name === '') throw new Refusal('invalid_input', { fields: [{ field: 'name', message: 'is empty' }] })
    const domains = [...new Set(input.domains.map(checkedDomain))].toSorted()
    const after = { name, domains, notes: input.notes, locale: input.locale, createdAt: ctx.now }
    const owner = await findDomainOwner(ctx.tx, domains, before?.id ?? 0)
    if (owner !== null) throw new Refusal('organization_domain_taken', { field: 'domains', ...owner })
    const id = before?.id ?? (await insertOrganization(ctx.tx, { ...after, id: 0 }))
    if (before !== null) await updateOrganization(ctx.tx, { ...after, id })
    await replaceDomains(ctx.tx, id, domains)
    const fresh = domains.filter((domain) => !(before?.domains ?? []).includes(domain))
    if (fresh.length > 0) await fileByDomains(ctx.tx, id, fresh)
    await audit(
      ctx,
      ctx.actor,
      before === null ? 'organization.created' : 'organization.changed',
      `organization:${id}`,
      { name: [before?.name ?? null, name], domains: [before?.domains ?? null, domains] },
      name,
    )
    record(ctx, organizationChanged, { stream: 'account', by: ctx.actor, data: { organizationId: id } })
    return { id }
  },
)

export const deleteOrganization = command(
  'organization.delete',
  { input: DeleteOrganization, may: mayWriteContacts, about: 'Delete an organization; its people stay.' },
  async (ctx, { organizationId }) => {
    const { name } = await lockOrganization(ctx.tx, organizationId)
    await hideOrganization(ctx.tx, organizationId, ctx.now)
    await audit(ctx, ctx.actor, 'organization.deleted', `organization:${organizationId}`, { name: [name, null] }, name)
    record(ctx, organizationChanged, { stream: 'account', by: ctx.actor, data: { organizationId } })
    return null
  },
)

function checkedDomain(text: string, index: number): string {
  const domain = domainOf(text)
  if (domain === null) throw new Refusal('organization_domain_invalid', { field: `domains.${index}`, domain: text })
  return domain
}
