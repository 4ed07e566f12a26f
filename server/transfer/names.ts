import { listContactsByKeys, listKeysOfContacts, listOrganizationNames } from '../contacts/index.ts'
import { listChannels, listStyles } from '../channels/index.ts'
import { listBrands, listGroups, listUsers } from '../identity/index.ts'
import type { Tx } from '../platform/db.ts'
import { listQueues, listSkills } from '../routing/index.ts'
import { listSchedules } from '../schedules/index.ts'
import { listSurveys } from '../surveys/index.ts'
import { readDefinitions } from '../tickets/index.ts'
import { listWebhooks, type RefKind } from '../rules/index.ts'

/** What there is of a kind, by id and by name. */
export type Names = {
  nameOf(of: RefKind, id: number): string | null
  /** Null: none of this name; more than one: nobody knows which is meant. */
  idsOf(of: RefKind, name: string): number[]
}

type Known = { id: number; name: string }
/** What is asked for by id, or by name: these are not all read. */
export type Asked = Record<'organization' | 'contact', { ids: number[]; names: string[] }>

/** Everything rules may name, as it is called here. People are known by their addresses, customers by address or external id. */
export async function readNames(tx: Tx, { organization, contact }: Asked): Promise<Names> {
  const [
    users,
    groups,
    brands,
    channels,
    definitions,
    organizations,
    surveys,
    webhooks,
    styles,
    skills,
    queues,
    hours,
    contacts,
    sameContacts,
  ] = await Promise.all([
    listUsers(tx),
    listGroups(tx),
    listBrands(tx),
    listChannels(tx),
    readDefinitions(tx),
    listOrganizationNames(tx, organization.ids, organization.names),
    listSurveys(tx),
    listWebhooks(tx),
    listStyles(tx),
    listSkills(tx),
    listQueues(tx),
    listSchedules(tx),
    listKeysOfContacts(tx, contact.ids),
    listContactsByKeys(tx, contact.names),
  ])
  const ownFields = definitions.fields
    .filter(({ active }) => active)
    .map(({ id, title }) => ({ id, name: said(title) }))
  const known: Readonly<Record<RefKind, readonly Known[]>> = {
    user: users.map(({ id, email }) => ({ id, name: email })),
    group: groups,
    brand: brands,
    channel: channels,
    ticket_status: definitions.statuses.map(({ id, label }) => ({ id, name: said(label) })),
    form: definitions.forms.map(({ id, name }) => ({ id, name: said(name) })),
    organization: organizations,
    contact: [...contacts, ...sameContacts],
    field: ownFields,
    own_field: ownFields,
    survey: surveys,
    webhook: webhooks,
    style: styles,
    skill: skills,
    queue: queues,
    schedule: hours,
  }
  return {
    nameOf: (of, id) => known[of].find((each) => each.id === id)?.name ?? null,
    idsOf: (of, name) => [...new Set(known[of].filter((each) => same(each.name, name)).map(({ id }) => id))],
  }
}

const said = (texts: Readonly<Record<string, string>>): string => texts.en ?? Object.values(texts)[0] ?? ''
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
