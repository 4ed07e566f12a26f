// reason: one behaviour after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp, type TestApp, testApp } from '../../../test/kit/app.ts'
import { servedSession, waitingSession } from '../../../test/kit/sessions.ts'
import type { InboxPage } from '../contract.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { TicketDefinitions, TicketField, TicketForm } from './contract.ts'

const refusal =
  (code: string, details: Record<string, unknown> = {}) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Refusal, String(error))
    assert.equal(error.code, code)
    for (const [key, value] of Object.entries(details)) assert.deepEqual(error.details?.[key], value, key)
    return true
  }

const fieldOf = (more: Partial<Omit<TicketField, 'id'>> = {}): Omit<TicketField, 'id'> => ({
  kind: 'text',
  title: { en: 'Order', fr: 'Commande' },
  customerTitle: {},
  help: {},
  options: [],
  pattern: null,
  requiredOnSolve: false,
  customer: 'hidden',
  active: true,
  ...more,
})
const options = [
  { key: 'parcel', label: { en: 'Parcel', fr: 'Colis' } },
  { key: 'letter', label: { en: 'Letter', fr: 'Lettre' } },
]
const definitionsOf = async (app: TestApp) =>
  app.as(await app.administrator()).get<TicketDefinitions>('/api/v1/ticket-definitions')
async function make(app: TestApp, more: Partial<Omit<TicketField, 'id'>> = {}): Promise<number> {
  const { id } = await app.as(await app.administrator()).run<{ id: number }>('ticket_field.save', fieldOf(more))
  return id
}
async function formWith(app: TestApp, more: Partial<TicketForm>): Promise<number> {
  const form = { name: { en: 'Form' }, fieldIds: [], conditions: [], brandIds: [], isDefault: false, active: true }
  const { id } = await app.as(await app.administrator()).run<{ id: number }>('ticket_form.save', { ...form, ...more })
  return id
}

test('a ticket says what the account wants to know: values by field, with their history [TK10]', async () => {
  const session = await servedSession()
  const { app } = session
  const order = await make(app, { kind: 'pattern', pattern: '\\d{4}' })
  const kind = await make(app, { kind: 'dropdown', options })
  await session.change({ fields: { [order]: '4711', [kind]: 'parcel' } })
  await session.note('Checked', { fields: { [order]: null }, type: 'task', dueAt: '2031-05-01T10:00:00Z' })
  const ticket = await session.ticket()
  assert.deepEqual(ticket.fields, { [kind]: 'parcel' })
  assert.deepEqual([ticket.type, ticket.dueAt], ['task', '2031-05-01T10:00:00.000Z'])
  const [second, first] = await app
    .as(session.agent)
    .get<{ changes: Record<string, unknown> }[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.deepEqual(first?.changes, { [`fields.${order}`]: [null, '4711'], [`fields.${kind}`]: [null, 'parcel'] })
  assert.deepEqual(second?.changes, {
    [`fields.${order}`]: ['4711', null],
    type: [null, 'task'],
    dueAt: [null, '2031-05-01T10:00:00.000Z'],
  })
  const { state } = await app.db.row<{ state: Record<string, unknown> }>({
    name: 'test.state',
    text: 'select state from ticket_updates where ticket_id = $1 order by id desc limit 1',
    values: [ticket.id],
  })
  assert.deepEqual([state[`fields.${kind}`], state['type'], state['status']], ['parcel', 'task', 'open'])
})

test('a value that does not fit is refused by the name of its field, and nothing of the update is done [TK10]', async () => {
  const session = await servedSession()
  const order = await make(session.app, { kind: 'pattern', pattern: '\\d{4}' })
  const off = await make(session.app, { active: false })
  const before = await session.ticket()
  const change = (fields: Record<string, string>) => session.note('Look', { fields, priority: 'high' })
  const named = { field: `changes.fields.${order}`, fieldId: order, reason: 'pattern' }
  await assert.rejects(change({ [order]: 'none' }), refusal('field_value_invalid', named))
  await assert.rejects(change({ [off]: 'x' }), refusal('field_not_found', { fieldId: off }))
  await assert.rejects(change({ 99_999: 'x' }), refusal('field_not_found', { fieldId: 99_999 }))
  await assert.rejects(session.change({ dueAt: '2031-13-01T10:00:00Z' }), refusal('invalid_input'))
  await assert.rejects(session.change({ followers: [99_999] }), refusal('follower_not_allowed'))
  await assert.rejects(session.change({ organizationId: 99_999 }), refusal('organization_not_found'))
  await assert.rejects(session.change({ formId: 99_999 }), refusal('form_not_found'))
  await assert.rejects(session.change({ statusId: 99_999 }), refusal('ticket_status_not_found'))
  assert.deepEqual(await session.ticket(), before)
})

test('Solved waits for what the form asks for, and names all of it at once [TK11]', async () => {
  // What is required here must not hold up the other tests.
  const session = await servedSession({ app: await startApp() })
  const { app } = session
  const why = await make(app, { kind: 'dropdown', options, requiredOnSolve: true })
  const tracking = await make(app)
  const conditions = [{ parent: why, values: ['parcel'], child: tracking, required: true }]
  const formId = await formWith(app, { fieldIds: [why, tracking], conditions })
  await session.change({ formId })
  await assert.rejects(session.solve(), refusal('fields_missing', { fieldIds: [why] }))
  await assert.rejects(
    session.reply('Done', { status: 'solved', fields: { [why]: 'parcel' } }),
    refusal('fields_missing', { fieldIds: [tracking] }),
  )
  assert.deepEqual([(await session.ticket()).status, (await session.ticket()).fields], ['open', {}])
  await session.reply('Done', { status: 'solved', fields: { [why]: 'letter' } })
  assert.equal((await session.ticket()).status, 'solved')
})

test('a status of the account’s own runs by its category [TK9]', async () => {
  const session = await waitingSession({ style: 'live_chat_returning', closeAfterSeconds: 60 })
  const { app } = session
  const admin = app.as(await app.administrator())
  const save = async (category: string, more: object = {}) => {
    const status = { category, label: { en: `Own ${category}` }, customerLabel: {}, isDefault: false, active: true }
    return (await admin.run<{ id: number }>('ticket_status.save', { ...status, ...more })).id
  }
  const { statuses } = await definitionsOf(app)
  const given = (category: string) => statuses.find((each) => each.category === category)?.id
  const says = async () => {
    const { status, statusId } = await session.ticket()
    return [status, statusId]
  }
  assert.deepEqual(await says(), ['new', given('new')])
  const [triage, waiting, refunded] = [await save('new'), await save('pending'), await save('solved')]
  await session.change({ statusId: triage })
  assert.deepEqual(await says(), ['new', triage])
  await session.reply('We asked the carrier', { statusId: waiting })
  assert.deepEqual(await says(), ['pending', waiting])
  const { rows } = await app.as(session.agent).get<InboxPage>('/api/v1/inbox', { view: 'pending' })
  assert.equal(rows.find(({ conversationId }) => conversationId === session.conversationId)?.statusId, waiting)
  // Another of the same category is a change, though the category stays.
  const [carrier] = [await save('pending')]
  await session.change({ statusId: carrier })
  assert.deepEqual(await says(), ['pending', carrier])
  await assert.rejects(session.change({ statusId: triage }), refusal('status_not_allowed'))
  await assert.rejects(session.change({ statusId: waiting, status: 'open' }), refusal('status_not_allowed'))
  await session.say('And?')
  assert.deepEqual(await says(), ['open', given('open')])
  await session.change({ statusId: refunded })
  await app.later(60)
  assert.deepEqual(await says(), ['closed', refunded])
  await assert.rejects(session.change({ statusId: waiting }), refusal('ticket_closed'))
})

test('taking Solved back gives the status it had', async () => {
  const session = await servedSession({ style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 10 })
  const admin = session.app.as(await session.app.administrator())
  const status = {
    category: 'hold',
    label: { en: 'At the workshop' },
    customerLabel: {},
    isDefault: false,
    active: true,
  }
  const { id } = await admin.run<{ id: number }>('ticket_status.save', status)
  await session.change({ statusId: id })
  await session.solve()
  await session.app.as(session.agent).run('ticket.undo_solve', { conversationId: session.conversationId })
  const { status: category, statusId } = await session.ticket()
  assert.deepEqual([category, statusId], ['hold', id])
})

test('each category has one default, which is active; another may take its place [TK9]', async () => {
  const app = await testApp()
  const admin = app.as(await app.administrator())
  const { statuses } = await definitionsOf(app)
  const old = statuses.find(({ category, isDefault }) => category === 'hold' && isDefault)
  assert.ok(old)
  await assert.rejects(
    admin.run('ticket_status.save', { ...old, isDefault: false }),
    refusal('ticket_status_default_stays'),
  )
  await assert.rejects(
    admin.run('ticket_status.save', { ...old, active: false }),
    refusal('ticket_status_default_stays'),
  )
  await assert.rejects(
    admin.run('ticket_status.save', { ...old, category: 'open' }),
    refusal('ticket_status_category_fixed'),
  )
  await assert.rejects(admin.run('ticket_status.save', { ...old, label: { en: ' ' } }), refusal('text_missing'))
  const { id } = await admin.run<{ id: number }>('ticket_status.save', {
    ...old,
    id: undefined,
    label: { en: 'Parked' },
  })
  const after = (await definitionsOf(app)).statuses.filter(({ category }) => category === 'hold')
  assert.deepEqual(
    after.filter(({ isDefault }) => isDefault).map((each) => each.id),
    [id],
  )
  const session = await servedSession({ app })
  await session.change({ status: 'hold' })
  assert.equal((await session.ticket()).statusId, id)
  await admin.run('ticket_status.save', { ...old, isDefault: true })
  await admin.run('ticket_status.delete', { statusId: id })
  assert.ok(!(await definitionsOf(app)).statuses.some((each) => each.id === id))
  assert.equal((await session.ticket()).status, 'hold')
})

test('a new ticket has the form of its brand and the organization of its contact', async () => {
  const app = await testApp()
  const admin = app.as(await app.administrator())
  const { forms } = await definitionsOf(app)
  const usual = forms.find(({ isDefault }) => isDefault)
  const { id: organizationId } = await admin.run<{ id: number }>('organization.save', {
    name: 'Halte',
    domains: [],
    notes: '',
    locale: null,
  })
  const visitor = await app.visitor()
  await admin.run('contact.update', { contactId: visitor.contactId, organizationId })
  const first = await waitingSession({ app, visitor })
  assert.deepEqual([(await first.ticket()).formId, (await first.ticket()).organizationId], [usual?.id, organizationId])
  const own = await formWith(app, { brandIds: [1] })
  const second = await waitingSession({ app })
  assert.equal((await second.ticket()).formId, own)
  // A brand starts with one form.
  const other = await formWith(app, { brandIds: [1] })
  assert.deepEqual((await definitionsOf(app)).forms.find(({ id }) => id === own)?.brandIds, [])
  await admin.run('ticket_form.delete', { formId: other })
})

test('definitions that cannot work are refused with the place named, and the old ones stay [TK10] [TK11]', async () => {
  const app = await testApp()
  const admin = app.as(await app.administrator())
  const kind = await make(app, { kind: 'dropdown', options })
  const child = await make(app)
  const before = await definitionsOf(app)
  const save = (more: object) => admin.run('ticket_field.save', { ...fieldOf(), ...more })
  await assert.rejects(save({ title: {} }), refusal('text_missing', { field: 'title' }))
  await assert.rejects(save({ kind: 'dropdown' }), refusal('field_options_missing'))
  await assert.rejects(
    save({ kind: 'dropdown', options: [...options, options[0]] }),
    refusal('field_options_repeated', { key: 'parcel' }),
  )
  await assert.rejects(save({ kind: 'pattern' }), refusal('field_pattern_invalid', { field: 'pattern' }))
  await assert.rejects(save({ kind: 'pattern', pattern: '(?=a)b' }), refusal('field_pattern_invalid'))
  // In linear time, but of a size that holds up everybody.
  await assert.rejects(save({ kind: 'pattern', pattern: '(.{0,900})'.repeat(40) }), refusal('field_pattern_invalid'))
  await assert.rejects(save({ id: kind, kind: 'text' }), refusal('field_kind_fixed'))
  const form = (conditions: object[], fieldIds = [kind, child]) =>
    admin.run('ticket_form.save', {
      name: { en: 'X' },
      fieldIds,
      conditions,
      brandIds: [],
      isDefault: false,
      active: true,
    })
  const when = (parent: number, values: unknown[], shown: number) => ({ parent, values, child: shown, required: false })
  const invalid = refusal('form_condition_invalid', { field: 'conditions.0' })
  await assert.rejects(form([when(kind, ['stone'], child)]), invalid)
  await assert.rejects(form([when(child, ['x'], kind)]), invalid)
  await assert.rejects(form([when(kind, ['parcel'], child)], [kind]), invalid)
  await assert.rejects(form([when(kind, ['parcel'], kind)]), refusal('form_conditions_circular'))
  await assert.rejects(form([], [kind, 99_999]), refusal('field_not_found', { fieldId: 99_999 }))
  await assert.rejects(formWith(app, { brandIds: [99_999] }), refusal('brand_not_found'))
  const usual = before.forms.find(({ isDefault }) => isDefault)
  await assert.rejects(admin.run('ticket_form.delete', { formId: usual?.id }), refusal('form_default_stays'))
  await assert.rejects(admin.run('ticket_form.save', { ...usual, isDefault: false }), refusal('form_default_stays'))
  assert.deepEqual(await definitionsOf(app), before)
  const asking = await formWith(app, { fieldIds: [kind, child], conditions: [when(kind, ['parcel'], child)] as never })
  await assert.rejects(
    admin.run('ticket_field.delete', { fieldId: kind }),
    refusal('field_in_condition', { formId: asking }),
  )
  await admin.run('ticket_form.delete', { formId: asking })
  await admin.run('ticket_field.delete', { fieldId: kind })
  const after = await definitionsOf(app)
  assert.ok(!after.fields.some(({ id }) => id === kind) && !after.forms.some(({ fieldIds }) => fieldIds.includes(kind)))
})

test('the order is the administrator’s; one made of an older list is refused', async () => {
  const app = await testApp()
  const admin = app.as(await app.administrator())
  await make(app)
  await make(app)
  const ids = (await definitionsOf(app)).fields.map(({ id }) => id)
  await admin.run('ticket_field.sort', { ids: ids.toReversed() })
  assert.deepEqual(
    (await definitionsOf(app)).fields.map(({ id }) => id),
    ids.toReversed(),
  )
  await assert.rejects(admin.run('ticket_field.sort', { ids: ids.slice(1) }), refusal('order_incomplete'))
})

test('followers hear what is written, but for their own words [TK12]', async () => {
  const session = await servedSession({ app: await startApp() })
  const { app, agent } = session
  const follower = await app.agent()
  await session.change({ followers: [follower.userId, agent.userId] })
  const heard = async (who: typeof agent) =>
    (await app.as(who).get<{ kind: string; text: string }[]>('/api/v1/me/notifications'))
      .filter(({ kind }) => kind === 'followed')
      .map(({ text }) => text)
      .toReversed()
  await session.say('Still nothing')
  await session.note('Calling the depot')
  assert.deepEqual(await heard(follower), ['Still nothing', 'Calling the depot'])
  assert.deepEqual(await heard(agent), ['Still nothing'])
  await session.change({ followers: [] })
  await session.say('Hello?')
  assert.equal((await heard(follower)).length, 2)
})

test('who follows a ticket that has moved out of his reach hears no more of it [TK7] [TK12]', async () => {
  const session = await servedSession()
  const { app } = session
  const follower = await app.agent()
  await session.change({ followers: [follower.userId] })
  await session.note('For all of us')
  const heard = async () =>
    (await app.as(follower).get<{ kind: string; text: string }[]>('/api/v1/me/notifications'))
      .filter(({ kind }) => kind === 'followed')
      .map(({ text }) => text)
  assert.deepEqual(await heard(), ['For all of us'])
  const admin = await app.administrator()
  const group = { name: 'Behind closed doors', members: [session.agent.userId] }
  const { id: groupId } = await app.as(admin).run<{ id: number }>('group.save', group)
  await app.as(admin).run('ticket.submit', { conversationId: session.conversationId, changes: { groupId } })
  await session.note('Between us')
  await session.say('My secret')
  assert.deepEqual(await heard(), ['For all of us'])
})
