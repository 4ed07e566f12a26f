import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { survey } from '../../../test/kit/surveys.ts'
import { servedSession, waitingSession } from '../../../test/kit/sessions.ts'
import { uuid7 } from '../../platform/ids.ts'
import type { MacroDefinition, MacroPreview, MacroView, RuleVersionView, Sharing } from '../contract.ts'

let app: TestApp
let lead: Agent
before(async () => {
  app = await testApp()
  lead = await app.agent('team_lead')
})

type Wanted = {
  id?: number
  title?: string
  active?: boolean
  sharing?: Sharing
  version?: number
} & Partial<MacroDefinition>
async function macro(by: Agent, wanted: Wanted): Promise<{ id: number; version: number }> {
  const { title = 'A macro', active = true, sharing = { with: 'everybody' }, actions = [], message, ...rest } = wanted
  const definition = { actions, ...(message === undefined ? {} : { message }) }
  const saved = await app
    .as(by)
    .run<{ id: number; version: number }>('macro.save', { category: '', title, active, sharing, definition, ...rest })
  await app.reloadRules()
  return saved
}
const preview = (by: Agent, macroId: number, conversationId: number) =>
  app.as(by).get<MacroPreview>(`/api/v1/macros/${macroId}/preview`, { conversationId: String(conversationId) })
const listed = async (by: Agent, query: Record<string, string> = {}) =>
  (await app.as(by).get<MacroView[]>('/api/v1/macros', query)).map(({ id }) => id)

const closing = {
  title: 'Say goodbye',
  actions: [
    { do: 'set_status', status: 'solved' },
    { do: 'add_tags', tags: ['Said Goodbye'] },
  ],
  message: {
    visibility: 'public',
    texts: {
      en: 'Goodbye {{contact.name}}, from {{agent.name}} (no. {{ticket.id}})',
      fr: 'Au revoir {{contact.name}}.',
    },
  },
} satisfies Wanted

test('a macro puts its text and changes into the composer, and changes nothing by itself [RU17] [S1.33] [S2.51]', async () => {
  const { id } = await macro(lead, closing)
  const session = await servedSession({ app })
  const shown = await preview(session.agent, id, session.conversationId)
  const ticket = await session.ticket()
  assert.deepEqual(shown, {
    macroId: id,
    title: 'Say goodbye',
    // He gave no name: neither name nor gap.
    message: { visibility: 'public', text: `Goodbye, from ${session.agent.name} (no. ${ticket.id})` },
    changes: { status: 'solved', tags: ['said_goodbye'] },
    survey: null,
    without: [],
  })
  assert.equal(ticket.status, 'open')
})

test('customers read the name a colleague chose for them, in their language [RU17]', async () => {
  const { id } = await macro(lead, closing)
  const session = await servedSession({ app })
  await app.as(session.agent).run('profile.update', { alias: 'Lou' })
  assert.match((await preview(session.agent, id, session.conversationId)).message?.text ?? '', /from Lou/)
  await app.db.run({
    name: 'test.in_french',
    text: `update conversations set locale = 'fr-CA' where id = $1`,
    values: [session.conversationId],
  })
  assert.equal((await preview(session.agent, id, session.conversationId)).message?.text, 'Au revoir.')
})

test('submitted, it is one update that names the macro, and counts as used [RU17]', async () => {
  const rare = await macro(lead, { title: 'AAA rarely used', actions: [{ do: 'set_priority', priority: 'low' }] })
  const { id } = await macro(lead, closing)
  const session = await servedSession({ app })
  const { changes, message } = await preview(session.agent, id, session.conversationId)
  await session.submit({
    message: { messageId: uuid7(), content: { text: message?.text ?? '' }, visibility: 'public' },
    changes,
    macroIds: [id, id],
  })
  assert.equal((await session.ticket()).status, 'solved')
  const updates = await app
    .as(session.agent)
    .get<{ changes: Record<string, unknown>; rules: unknown }[]>(
      `/api/v1/conversations/${session.conversationId}/updates`,
    )
  const made = updates.filter(({ rules }) => rules !== null)
  assert.equal(made.length, 1)
  assert.deepEqual(made[0]?.rules, [{ rule: id, version: 1, title: 'Say goodbye', changes: {}, did: ['macro'] }])
  assert.deepEqual(Object.keys(made[0]?.changes ?? {}).sort(), ['status', 'statusId', 'tags'])
  const macros = await app.as(session.agent).get<MacroView[]>('/api/v1/macros', { for: 'composer' })
  assert.equal(macros.find((each) => each.id === id)?.used, 1)
  const order = macros.map((each) => each.id)
  assert.ok(order.indexOf(id) < order.indexOf(rare.id), 'the used one comes first')
})

test("a macro that is gone, or another person's own, stops no answer and is not named [RU17]", async () => {
  const gone = await macro(lead, closing)
  await app.as(lead).run('macro.delete', { macroId: gone.id })
  const own = await macro(lead, { title: 'Mine', sharing: { with: 'me' }, actions: [{ do: 'add_tags', tags: ['x'] }] })
  await app.reloadRules()
  const session = await servedSession({ app })
  await session.submit({ changes: { priority: 'high' }, macroIds: [gone.id, own.id, 999_999] })
  const [update] = await app
    .as(session.agent)
    .get<{ rules: unknown }[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.equal(update?.rules, null)
  assert.equal((await session.ticket()).priority, 'high')
})

test('neither New nor Closed, nor what a submit cannot do; each wrong place is named, the old version stays [RU6] [RU17]', async () => {
  const { id } = await macro(lead, closing)
  const actions = [
    { do: 'set_status', status: 'closed' },
    { do: 'end_session' },
    { do: 'assign', to: 999_999 },
  ] satisfies MacroDefinition['actions']
  const message = { visibility: 'public', texts: { en: 'Hello {{contact.shoe}}' } } as const
  await assert.rejects(
    macro(lead, { id, title: 'Worse', actions, message }),
    refused('rule_invalid', {
      fields: [
        { field: 'actions.2', message: 'user_unknown' },
        { field: 'actions.0', message: 'status_not_allowed' },
        { field: 'actions.1', message: 'not_for_macros' },
        { field: 'message.texts.en', message: 'placeholder_unknown contact.shoe' },
      ],
    }),
  )
  const isNew = [{ do: 'set_status', status: 'new' }] as unknown as MacroDefinition['actions']
  await assert.rejects(macro(lead, { id, actions: isNew }), refused('rule_invalid'))
  await assert.rejects(macro(lead, { id }), refused('rule_invalid'))
  await assert.rejects(macro(lead, { ...closing, title: '  ' }), refused('rule_invalid'))
  await assert.rejects(macro(lead, { ...closing, id, version: 7 }), refused('rule_changed_meanwhile'))
  const [kept] = await app.as(lead).get<RuleVersionView[]>(`/api/v1/rules/${id}/versions`)
  assert.deepEqual([kept?.version, kept?.title], [1, 'Say goodbye'])
})

test('who answers has macros of his own; what is for others takes the right to keep rules [RU17]', async () => {
  const [one, two] = [await app.agent('agent', [1]), await app.agent('light_agent', [])]
  const own = await macro(one, { ...closing, sharing: { with: 'me' } })
  assert.ok((await listed(one)).includes(own.id))
  for (const other of [two, lead]) {
    assert.ok(!(await listed(other)).includes(own.id))
    await assert.rejects(app.as(other).run('macro.delete', { macroId: own.id }), refused('macro_not_found'))
    await assert.rejects(macro(other, { ...closing, id: own.id }), refused('macro_not_found'))
  }
  // Nor by the commands that keep everybody's rules.
  await assert.rejects(app.as(lead).run('rule.delete', { ruleId: own.id }), refused('rule_not_found'))
  await assert.rejects(app.as(lead).run('rule.restore', { ruleId: own.id, version: 1 }), refused('rule_not_found'))
  await assert.rejects(app.as(lead).get(`/api/v1/rules/${own.id}/versions`), refused('rule_not_found'))
  const rule = { kind: 'macro', title: 'x', category: '', active: true, definition: closing }
  await assert.rejects(app.as(lead).run('rule.save', rule), refused('rule_invalid'))

  await assert.rejects(macro(one, closing), refused('not_allowed'))
  await assert.rejects(macro(one, { ...closing, id: own.id }), refused('not_allowed'))
  const shared = await macro(lead, { ...closing, sharing: { with: 'groups', groups: [1] } })
  await assert.rejects(macro(one, { ...closing, id: shared.id, sharing: { with: 'me' } }), refused('not_allowed'))
  await assert.rejects(app.as(one).run('macro.delete', { macroId: shared.id }), refused('not_allowed'))
  assert.ok((await listed(one, { for: 'composer' })).includes(shared.id))
  assert.ok(!(await listed(two)).includes(shared.id), 'not of that group')
  const unknown = { with: 'groups', groups: [999_999] } satisfies Sharing
  await assert.rejects(macro(lead, { ...closing, sharing: unknown }), refused('rule_invalid'))
})

test('switched off, it is in the settings and not in the composer', async () => {
  const { id } = await macro(lead, { ...closing, active: false })
  assert.ok((await listed(lead)).includes(id))
  assert.ok(!(await listed(lead, { for: 'composer' })).includes(id))
  const session = await servedSession({ app })
  await assert.rejects(preview(session.agent, id, session.conversationId), refused('macro_not_found'))
})

test('what an agent may not do, or what is as it is, is left out and said [RU17]', async () => {
  const { id } = await macro(lead, {
    actions: [
      { do: 'set_status', status: 'open' },
      { do: 'set_priority', priority: 'urgent' },
      { do: 'assign', to: 'actor' },
      { do: 'move', groupId: 1 },
      { do: 'set_tags', tags: ['b', 'a'] },
      { do: 'remove_tags', tags: ['B'] },
    ],
  })
  const session = await waitingSession({ app, role: 'agent' })
  assert.deepEqual((await preview(session.agent, id, session.conversationId)).changes, {
    status: 'open',
    priority: 'urgent',
    assigneeId: session.agent.userId,
    tags: ['a'],
  })
  const light = await app.agent('light_agent')
  const { changes, without } = await preview(light, id, session.conversationId)
  assert.deepEqual(changes, {})
  assert.deepEqual(without, ['set_status', 'set_priority', 'assign', 'move', 'set_tags', 'remove_tags'])
})

test('nobody sees a conversation out of his reach through a macro', async () => {
  const { id } = await macro(lead, closing)
  const session = await servedSession({ app })
  await assert.rejects(preview(session.agent, id, 999_999), refused('conversation_not_found'))
  await assert.rejects(
    app.as(session.visitor).get(`/api/v1/macros/${id}/preview`, { conversationId: '1' }),
    refused('not_allowed'),
  )
})

test('a macro asks how it was: shown beforehand, sent with the submit, once a ticket [RU17] [S2.51]', async () => {
  const surveyId = await survey(app, lead, { atSolve: false, atSessionEnd: false })
  const { id } = await macro(lead, { title: 'Ask', actions: [{ do: 'send_survey', surveyId }] })
  const session = await servedSession({ app })
  const { survey: shown, changes } = await preview(session.agent, id, session.conversationId)
  assert.deepEqual([shown, changes], [{ id: surveyId, name: 'How was it' }, {}])
  assert.equal((await session.ticket()).satisfaction, 'unoffered')
  // Taken off by the agent, it does not go.
  await session.submit({ changes: { priority: 'high' }, macroIds: [id], withoutSurvey: true })
  assert.equal((await session.ticket()).satisfaction, 'unoffered')
  // A macro alone is something to submit.
  await session.submit({ macroIds: [id] })
  assert.equal((await session.ticket()).satisfaction, 'offered')
  const updates = await app
    .as(session.agent)
    .get<{ rules: { did: string[] }[] | null }[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.ok(updates.some(({ rules }) => rules?.some(({ did }) => did.join() === 'macro,send_survey')))
  const again = await preview(session.agent, id, session.conversationId)
  assert.deepEqual([again.survey, again.without], [null, ['send_survey']])
  await session.submit({ changes: { priority: 'low' }, macroIds: [id] })
  const ratings = await app.as(lead).get<unknown[]>(`/api/v1/conversations/${session.conversationId}/satisfaction`)
  assert.equal(ratings.length, 1)
})

test('a survey that is unknown is refused with its place; whoever may only write notes asks nobody', async () => {
  const surveyId = await survey(app, lead, { atSolve: false })
  await assert.rejects(
    macro(lead, { actions: [{ do: 'send_survey', surveyId: 999_999 }] }),
    refused('rule_invalid', { fields: [{ field: 'actions.0', message: 'survey_unknown' }] }),
  )
  const { id } = await macro(lead, { title: 'Ask too', actions: [{ do: 'send_survey', surveyId }] })
  const session = await servedSession({ app })
  const light = await app.agent('light_agent')
  assert.deepEqual((await preview(light, id, session.conversationId)).without, ['send_survey'])
  const note = { messageId: uuid7(), content: { text: 'Seen' }, visibility: 'note' }
  await app.as(light).run('ticket.submit', { conversationId: session.conversationId, message: note, macroIds: [id] })
  assert.equal((await session.ticket()).satisfaction, 'unoffered')
})

test('a macro sets the type, a status of the account’s own and own fields; what does not fit any more is left out [RU17]', async () => {
  const admin = await app.administrator()
  const field = {
    ...{ kind: 'text', title: { en: 'Parcel' }, customerTitle: {}, help: {}, options: [], pattern: null },
    ...{ requiredOnSolve: false, customer: 'hidden', active: true },
  }
  const { id: fieldId } = await app.as(admin).run<{ id: number }>('ticket_field.save', field)
  const status = { category: 'pending', label: { en: 'At the carrier' }, customerLabel: {}, isDefault: false }
  const { id: statusId } = await app.as(admin).run<{ id: number }>('ticket_status.save', { ...status, active: true })
  const { id } = await macro(lead, {
    title: 'To the carrier',
    actions: [
      { do: 'set_type', type: 'incident' },
      { do: 'set_own_status', statusId },
      { do: 'set_field', fieldId, value: 'AB-7' },
    ],
  })
  const session = await servedSession({ app })
  const { changes } = await preview(session.agent, id, session.conversationId)
  assert.deepEqual(changes, { type: 'incident', status: 'pending', statusId, fields: { [fieldId]: 'AB-7' } })
  await session.submit({ changes, macroIds: [id] })
  const ticket = await session.ticket()
  assert.deepEqual([ticket.type, ticket.statusId, ticket.fields[fieldId]], ['incident', statusId, 'AB-7'])
  assert.deepEqual((await preview(session.agent, id, session.conversationId)).changes, {})
  await app.as(admin).run('ticket_field.delete', { fieldId })
  assert.deepEqual((await preview(session.agent, id, session.conversationId)).without, ['set_field'])
})

test('a macro sets the subject, its placeholders filled in; rules do not [RU17]', async () => {
  const { id } = await macro(lead, { actions: [{ do: 'set_subject', text: 'Late: {{ticket.subject}}' }] })
  const session = await servedSession({ app })
  const before = await session.ticket()
  const { changes } = await preview(session.agent, id, session.conversationId)
  assert.deepEqual(changes, { subject: `Late: ${before.subject}` })
  const conditions = { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] }
  const definition = { conditions, actions: [{ do: 'set_subject', text: 'Late' }] }
  const rule = { kind: 'trigger', title: 'Late', category: '', active: true, definition }
  await assert.rejects(app.as(lead).run('rule.save', rule), refused('rule_invalid'))
})
