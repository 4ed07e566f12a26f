import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession, type Session } from '../../../test/kit/sessions.ts'
import type { WidgetConfig } from '../../channels/contract.ts'
import type { ThreadPage } from '../../conversations/contract.ts'
import type { TicketField } from '../definitions/contract.ts'
import type { UpdateView } from '../history/contract.ts'
import type { ContactField } from './contract.ts'

type Made = Partial<Omit<TicketField, 'id'>>

async function asking() {
  const session = await servedSession()
  const { app } = session
  const made = (name: string, input: object) => runAsAdmin(app, name, input)
  const field = (title: string, more: Made) =>
    made('ticket_field.save', {
      kind: 'text',
      title: { en: title, fr: `${title} (fr)` },
      customerTitle: {},
      help: { en: `About ${title}` },
      options: [],
      pattern: null,
      requiredOnSolve: false,
      customer: 'hidden',
      active: true,
      ...more,
    })
  return { session, app, field, made }
}

async function runAsAdmin(app: TestApp, name: string, input: object): Promise<number> {
  return (await app.as(await app.administrator()).run<{ id: number }>(name, input)).id
}

const seen = ({ app, visitor, conversationId }: Session, locale = 'en') =>
  app.as(visitor).get<ContactField[]>(`/api/v1/widget/conversations/${conversationId}/fields`, { locale })
const fill = ({ app, visitor, conversationId }: Session, fields: Record<string, unknown>) =>
  app.as(visitor).run('ticket.fill', { conversationId, fields })
const heard = async ({ app, visitor, conversationId }: Session): Promise<string[]> =>
  (await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)).events.map(
    ({ type }) => type,
  )

test('a contact sees the fields that are for him, in his words, fills in those he may, and nothing else is there [TK20]', async () => {
  const { session, app, field } = await asking()
  const key = async () => {
    const { key: found } = await app.db.row<{ key: string }>({
      name: 'test.key',
      text: 'select key from channels where id = $1',
      values: [session.visitor.channelId],
    })
    return found
  }
  const config = async () => app.as(session.visitor).get<WidgetConfig>(`/api/v1/widget/config/${await key()}`)
  assert.equal((await config()).fields, false)
  const hidden = await field('Margin', {})
  const visible = await field('Parcel', { customer: 'visible', customerTitle: { en: 'Your parcel' } })
  const order = await field('Order', { kind: 'pattern', pattern: '\\d{4}', customer: 'editable' })
  assert.equal((await config()).fields, true)

  await session.change({ fields: { [hidden]: '30 %', [visible]: 'PX-1' } })
  assert.deepEqual(await seen(session), [
    { id: visible, kind: 'text', title: 'Your parcel', help: '', options: [], value: 'PX-1', editable: false },
    { id: order, kind: 'pattern', title: 'Order', help: 'About Order', options: [], value: null, editable: true },
  ])
  assert.deepEqual(
    (await seen(session, 'fr')).map(({ title }) => title),
    ['Your parcel', 'Order (fr)'],
  )

  await fill(session, { [order]: ' 4711 ' })
  assert.deepEqual((await session.ticket()).fields, { [hidden]: '30 %', [visible]: 'PX-1', [order]: '4711' })
  const [latest] = await app
    .as(session.agent)
    .get<UpdateView[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.deepEqual([latest?.actorKind, latest?.changes], ['contact', { [`fields.${order}`]: [null, '4711'] }])

  const before = await session.ticket()
  for (const id of [hidden, visible, 99_999])
    await assert.rejects(
      fill(session, { [order]: '4712', [id]: 'x' }),
      refused('field_not_found', { field: `fields.${id}` }),
    )
  await assert.rejects(
    fill(session, { [order]: 'none' }),
    refused('field_value_invalid', { field: `fields.${order}`, reason: 'pattern' }),
  )
  assert.deepEqual(await session.ticket(), before)
})

test('one answer brings up the next question, in the same breath too; a closed ticket takes none [TK20] [TK11]', async () => {
  const { session, field, made } = await asking()
  const options = [
    { key: 'parcel', label: { en: 'Parcel' } },
    { key: 'letter', label: { en: 'Letter' } },
  ]
  const what = await field('What', { kind: 'dropdown', options, customer: 'editable' })
  const tracking = await field('Tracking', { customer: 'editable' })
  const formId = await made('ticket_form.save', {
    name: { en: 'Lost' },
    fieldIds: [what, tracking],
    conditions: [{ parent: what, values: ['parcel'], child: tracking, required: false }],
    brandIds: [],
    isDefault: false,
    active: true,
  })
  await session.change({ formId })
  const ids = async () => (await seen(session)).map(({ id }) => id)
  assert.deepEqual(await ids(), [what])
  await assert.rejects(fill(session, { [tracking]: 'T1' }), refused('field_not_found'))
  await assert.rejects(fill(session, { [what]: 'letter', [tracking]: 'T1' }), refused('field_not_found'))
  await fill(session, { [what]: 'parcel', [tracking]: 'T1' })
  assert.deepEqual(await ids(), [what, tracking])

  const { app, visitor } = session
  await app.as(session.agent).run('contact.block', { contactId: visitor.contactId })
  await assert.rejects(fill(session, { [tracking]: 'T2' }), refused('contact_blocked'))
  await app.as(session.agent).run('contact.unblock', { contactId: visitor.contactId })
  await session.solve()
  await fill(session, { [tracking]: 'T3' })
  await app.later(3_601)
  await assert.rejects(fill(session, { [tracking]: 'T4' }), refused('ticket_closed'))
  assert.deepEqual(
    (await seen(session)).map(({ editable, value }) => [editable, value]),
    [
      [false, 'parcel'],
      [false, 'T3'],
    ],
  )
})

test('he hears that what he sees has changed, by whomever, and of no other change [TK20] [law 3]', async () => {
  const { session, field } = await asking()
  const hidden = await field('Margin', {})
  await session.change({ fields: { [hidden]: '10 %' }, priority: 'high' })
  assert.ok(!(await heard(session)).includes('ticket.fields_told'))
  const visible = await field('Parcel', { customer: 'visible' })
  await session.change({ fields: { [hidden]: '20 %' }, priority: 'low' })
  assert.ok(!(await heard(session)).includes('ticket.fields_told'))
  await session.change({ fields: { [visible]: 'PX-1' } })
  const { events } = await session.app
    .as(session.visitor)
    .get<ThreadPage>(`/api/v1/widget/conversations/${session.conversationId}/thread`)
  const told = events.filter(({ type }) => type === 'ticket.fields_told')
  assert.deepEqual(
    told.map(({ data }) => data),
    [{}],
  )
  assert.ok(!JSON.stringify(told).includes(session.agent.name))
})
