import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { ContactPage, ContactView, OrganizationPage, OrganizationView } from '../contract.ts'
import { domainOf } from '../model.ts'

const refusal =
  (code: string, details: Record<string, unknown> = {}) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Refusal, String(error))
    assert.equal(error.code, code)
    for (const [key, value] of Object.entries(details)) assert.deepEqual(error.details?.[key], value, key)
    return true
  }

async function world() {
  const app = await testApp()
  const agent = app.as(await app.agent())
  const save = (name: string, domains: string[], more: object = {}) =>
    agent.run<{ id: number }>('organization.save', { name, domains, notes: '', locale: null, ...more })
  const contact = async (email: string) => {
    const { contactId } = await app.visitor()
    await agent.run('contact.update', { contactId, name: email, addIdentity: { kind: 'email', value: email } })
    return contactId
  }
  const view = (id: number) => agent.get<ContactView>(`/api/v1/contacts/${id}`)
  const confirm = async (contactId: number) => {
    const [identity] = (await view(contactId)).identities
    await agent.run('identity.confirm', { contactId, identityId: identity?.id, reason: 'Called back' })
  }
  return { agent, save, contact, view, confirm }
}

test('a verified address in one of its domains files a contact; a claimed one does not [CT12]', async () => {
  const { save, contact, view, confirm } = await world()
  const { id } = await save('Halte', [' @Halte.Example ', 'halte.example', 'shop.halte.example'])
  const ada = await contact('ada@halte.example')
  assert.equal((await view(ada)).organization, null)
  await confirm(ada)
  assert.deepEqual((await view(ada)).organization, { id, name: 'Halte' })
  // A subdomain is another domain.
  const sub = await contact('bo@eu.halte.example')
  await confirm(sub)
  assert.equal((await view(sub)).organization, null)
})

test('a new domain takes along those who are there and belong to nobody [CT12]', async () => {
  const { agent, save, contact, view, confirm } = await world()
  const [first, second] = [await contact('cy@north.example'), await contact('di@north.example')]
  const [third] = [await contact('ed@north.example')]
  await confirm(first)
  await confirm(second)
  const other = await save('Other', [])
  await agent.run('contact.update', { contactId: second, organizationId: other.id })
  const { id } = await save('North', ['north.example'])
  const of = async (contactId: number) => (await view(contactId)).organization?.id
  assert.deepEqual([await of(first), await of(second), await of(third)], [id, other.id, undefined])
  const { rows } = await agent.get<ContactPage>('/api/v1/contacts', { organization: String(id) })
  assert.deepEqual(
    rows.map((row) => [row.id, row.organization]),
    [[first, { id, name: 'North' }]],
  )
  assert.equal((await agent.get<OrganizationView>(`/api/v1/organizations/${id}`)).members, 1)
})

test('organizations are found by name or domain, page by page, changed and deleted', async () => {
  const { agent, save, contact, view } = await world()
  const names = Array.from({ length: 53 }, (_, index) => `Zeta ${String(index).padStart(2, '0')}`)
  for (const [index, name] of names.entries()) await save(name, [`z${index}.example`])
  const find = (q: string, cursor?: string) =>
    agent.get<OrganizationPage>('/api/v1/organizations', { q, ...(cursor === undefined ? {} : { cursor }) })
  const page = await find('zeta')
  const rest = await find('zeta', page.next ?? '')
  assert.deepEqual(
    [...page.rows, ...rest.rows].map(({ name }) => name),
    names,
  )
  assert.equal(rest.next, null)
  const [found] = (await find('z7.exa')).rows
  assert.equal(found?.name, 'Zeta 07')
  await save('Eta', ['z7.example'], { id: found?.id, notes: 'Pays late', locale: 'fr' })
  const [changed] = (await find('eta')).rows
  assert.deepEqual([changed?.notes, changed?.locale, changed?.domains], ['Pays late', 'fr', ['z7.example']])
  const member = await contact('m@elsewhere.example')
  await agent.run('contact.update', { contactId: member, organizationId: found?.id })
  await agent.run('organization.delete', { organizationId: found?.id })
  assert.equal((await view(member)).organization, null)
  await assert.rejects(find('x', 'nonsense'), refusal('invalid_input'))
  await assert.rejects(agent.get(`/api/v1/organizations/${found?.id}`), refusal('organization_not_found'))
})

test('a domain belongs to one organization, and must be one', async () => {
  const { agent, save, contact } = await world()
  const { id } = await save('One', ['one.example'])
  await assert.rejects(
    save('Two', ['two.example', 'one.example']),
    refusal('organization_domain_taken', { field: 'domains', domain: 'one.example', organizationId: id }),
  )
  await assert.rejects(
    save('Two', ['two.example', 'no domain']),
    refusal('organization_domain_invalid', { field: 'domains.1' }),
  )
  await assert.rejects(save(' ', []), refusal('invalid_input'))
  await assert.rejects(
    agent.run('contact.update', { contactId: await contact('x@y.example'), organizationId: 99_999 }),
    refusal('organization_not_found', { field: 'organizationId' }),
  )
  assert.deepEqual((await agent.get<OrganizationPage>('/api/v1/organizations', { q: 'two' })).rows, [])
})

test('domains are compared in one form', () => {
  const forms: [string, string | null][] = [
    [' @Example.COM ', 'example.com'],
    ['a-b.co.uk', 'a-b.co.uk'],
    ['xn--caf-dma.example', 'xn--caf-dma.example'],
    ['localhost', null],
    ['-a.example', null],
    ['a..b', null],
    ['a@b.example', null],
    ['example.com/x', null],
  ]
  for (const [text, form] of forms) assert.equal(domainOf(text), form, text)
})
