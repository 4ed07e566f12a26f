import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../../test/kit/people.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { UpdateView } from '../contract.ts'

async function busyTicket() {
  const session = await servedSession()
  const { app, agent, conversationId } = session
  const lead = await app.agent('team_lead')
  await app.as(session.visitor).run('visitor.details', { name: 'Ada Martin' })
  await session.change({ priority: 'high' })
  await session.note('Call him', { tags: ['late'] })
  await app.as(lead).run('ticket.submit', { conversationId, changes: { assigneeId: null, groupId: null } })
  await session.reply('It is there', { status: 'solved' })
  await session.say('It is not')
  await session.end()
  const history = (query: Record<string, string> = {}) =>
    app.as(agent).get<UpdateView[]>(`/api/v1/conversations/${conversationId}/updates`, query)
  return { ...session, lead, history }
}
const fields = (updates: readonly UpdateView[]) => updates.map(({ changes }) => Object.keys(changes).sort().join())

test('the history tells who did what when, with what was said; by kind, by person, page by page [TK13]', async () => {
  const { history, agent, lead, conversationId } = await busyTicket()
  const all = await history()
  assert.deepEqual(
    all.map(({ id }) => id),
    all.map(({ id }) => id).toSorted((a, b) => b - a),
  )
  assert.equal(all.at(-1)?.kind, 'created')
  const note = all.find(({ comment }) => comment?.visibility === 'note')
  assert.deepEqual(
    [note?.comment, note?.actorKind, note?.actorName, note?.changes],
    [{ visibility: 'note', text: 'Call him', files: 0 }, 'agent', agent.name, { tags: [[], ['late']] }],
  )
  const kinds: Record<string, (update: UpdateView) => boolean> = {
    status: ({ changes }) => 'status' in changes,
    assignment: ({ changes }) => 'assigneeId' in changes || 'groupId' in changes,
    fields: ({ changes }) => 'priority' in changes || 'tags' in changes,
    messages: ({ messageId }) => messageId !== null,
    ending: ({ changes }) => 'session' in changes || changes.status?.[1] === 'solved',
    rules: ({ rules }) => rules !== null,
  }
  for (const [kind, belongs] of Object.entries(kinds)) {
    const found = await history({ kind })
    assert.deepEqual(found, all.filter(belongs), kind)
    assert.equal(found.length > 0, kind !== 'rules', kind)
  }
  assert.deepEqual(fields(await history({ by: `agent:${lead.userId}` })), ['assigneeId,groupId'])
  const byContact = await history({ by: 'contact' })
  assert.ok(byContact.length > 0)
  assert.deepEqual(
    new Set(byContact.map(({ actorKind, actorName }) => `${actorKind} ${actorName}`)),
    new Set(['contact Ada Martin']),
  )
  const paged: UpdateView[] = []
  for (let before: string | undefined; ; ) {
    const page = await history({ limit: '2', ...(before === undefined ? {} : { before }) })
    paged.push(...page)
    if (page.length < 2) break
    before = String(page.at(-1)?.id)
  }
  assert.deepEqual(paged, all)
  assert.ok(conversationId > 0)
})

test('a redacted comment is empty in the history; what is asked wrongly is refused', async () => {
  const { app, history, conversationId, reply } = await busyTicket()
  await app.as(await app.administrator()).run('ticket.take', { conversationId, anyway: true })
  const said = await reply('My password is hunter2').catch(() => null)
  assert.equal(said, null, 'the session is over')
  const note = (await history()).find(({ comment }) => comment?.visibility === 'note')
  await app.as(await app.administrator()).run('message.redact', { conversationId, messageId: note?.messageId })
  const after = (await history()).find(({ id }) => id === note?.id)
  assert.deepEqual(after?.comment, { visibility: 'note', text: '', files: 0 })
  const wrong: Record<string, string>[] = [{ kind: 'all' }, { by: 'agent:x' }, { limit: '1000' }]
  for (const query of wrong) await assert.rejects(history(query), refused('invalid_input'), JSON.stringify(query))
})

test('the whole history is exported as a table and as JSON, for whoever may export and reaches it [TK13]', async () => {
  const { app, agent, lead, history, conversationId, visitor } = await busyTicket()
  const where = (format: string) => `/api/v1/conversations/${conversationId}/history?format=${format}`
  const json = await app.ask(lead, 'GET', where('json'))
  assert.deepEqual(json.json(), await history())
  const csv = await app.ask(lead, 'GET', where('csv'))
  assert.match(String(csv.headers['content-disposition']), /attachment; filename="ticket-\d+-history\.csv"/)
  assert.match(csv.body, /^\uFEFFupdate,at,kind/)
  assert.match(csv.body, /,priority,,high,/)
  assert.match(csv.body, /note: Call him/)
  const mayExport = agent.permissions.has('conversations.export')
  assert.equal((await app.ask(agent, 'GET', where('csv'))).statusCode, mayExport ? 200 : 403)
  assert.equal((await app.ask(null, 'GET', where('csv'))).statusCode, 401)
  assert.equal((await app.ask(visitor, 'GET', where('csv'))).statusCode, 403)
  assert.equal((await app.ask(lead, 'GET', where('xml'))).statusCode, 400)
})
