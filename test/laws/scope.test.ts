import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid7 } from '../../server/platform/ids.ts'
import { testApp } from '../kit/app.ts'
import { refused } from '../kit/people.ts'

// Law 4, second part: the same right, another group's conversation.

async function conversationOfGroup(name: string) {
  const app = await testApp()
  const { id: groupId } = await app
    .as(await app.administrator())
    .run<{ id: number }>('group.save', { name, members: [] })
  const customer = await app.visitor(await app.channel({ groupId }))
  const messageId = uuid7()
  const { conversationId } = await app
    .as(customer)
    .run<{ conversationId: number }>('conversation.start', { messageId, content: { text: 'Hello' } })
  return { app, groupId, customer, conversationId, messageId }
}

const about = (conversationId: number, messageId: string): [string, object][] => [
  ['conversation.mark', { conversationId, read: 1 }],
  ['draft.save', { conversationId, visibility: 'note', text: 'x' }],
  ['ticket.take', { conversationId }],
  ['ticket.submit', { conversationId, changes: { priority: 'high' } }],
  ['ticket.submit', { conversationId, message: { messageId: uuid7(), content: { text: 'x' }, visibility: 'note' } }],
  ['conversation.set_style', { conversationId, styleId: 1 }],
  ['message.redact', { conversationId, messageId }],
  ['session.end', { conversationId }],
]
const paths = (conversationId: number): string[] =>
  ['', '/thread', '/updates'].map((end) => `/api/v1/conversations/${conversationId}${end}`)

/** Refused as not there; or, where the role lacks the right itself, as not allowed. Never let through. */
async function unreached(run: Promise<unknown>, hasRight: boolean, what: string): Promise<void> {
  await assert.rejects(run, refused(hasRight ? 'conversation_not_found' : 'not_allowed'), what)
}

/** Of what is asked here, what the role may do nowhere (policies.test.ts states all answers). */
const lacks: Record<string, string[]> = {
  agent: ['message.redact'],
  light_agent: ['ticket.take', 'conversation.set_style', 'message.redact', 'session.end'],
}

for (const role of ['agent', 'light_agent', 'team_lead', 'administrator'] as const)
  test(`${role}: his own group's conversation is his, another's is there only for roles that reach all [law 4] [law 7]`, async () => {
    const { app, groupId, conversationId, messageId } = await conversationOfGroup(`Group of ${role}`)
    const [member, stranger] = [await app.agent(role, [groupId]), await app.agent(role, [])]
    const reachesAll = member.scope.tickets === 'all'
    assert.equal(reachesAll, role === 'team_lead' || role === 'administrator')
    for (const path of paths(conversationId)) {
      await app.as(member).get(path)
      if (reachesAll) await app.as(stranger).get(path)
      else await unreached(app.as(stranger).get(path), true, path)
    }
    for (const [name, input] of about(conversationId, messageId)) {
      const hasRight = !lacks[role]?.includes(name)
      if (!reachesAll) await unreached(app.as(stranger).run(name, input), hasRight, name)
      const attempt = app.as(member).run(name, input)
      if (hasRight && !(role === 'light_agent' && 'changes' in input)) await attempt
      else await assert.rejects(attempt, refused('not_allowed'), name)
    }
  })

test('an inbox shows, counts and finds only what the scope reaches [law 4] [law 7]', async () => {
  const { app, groupId, conversationId, customer } = await conversationOfGroup('Only mine')
  await app.as(customer).run('visitor.details', { name: 'Zacharias Unique' })
  const [member, stranger] = [await app.agent('agent', [groupId]), await app.agent('agent', [])]
  const rows = async (actor: typeof member, path: string, query: Record<string, string>) =>
    JSON.stringify(await app.as(actor).get(path, query))
  for (const [path, query] of [
    ['/api/v1/inbox', { view: 'all' }],
    ['/api/v1/inbox', { view: 'unassigned' }],
    ['/api/v1/inbox/find', { q: 'zacharias' }],
  ] as const) {
    assert.ok((await rows(member, path, query)).includes(`"conversationId":${conversationId},`), path)
    assert.ok(!(await rows(stranger, path, query)).includes(`"conversationId":${conversationId},`), path)
  }
})

test('a visitor reaches his own conversations only; a stolen id is not there [law 4] [S4.36]', async () => {
  const { app, conversationId, customer } = await conversationOfGroup('Visitors')
  const other = await app.visitor(customer.channelId)
  const messageId = uuid7()
  for (const [name, input] of [
    ['message.send', { conversationId, messageId, content: { text: 'x' } }],
    ['conversation.mark', { conversationId, read: 1 }],
    ['session.end', { conversationId }],
    ['ticket.fill', { conversationId, fields: {} }],
  ] as const)
    await assert.rejects(app.as(other).run(name, input), refused('conversation_not_found'), name)
  for (const what of ['thread', 'fields']) {
    const path = `/api/v1/widget/conversations/${conversationId}/${what}`
    await assert.rejects(app.as(other).get(path), refused('conversation_not_found'))
    await app.as(customer).get(path)
  }
  assert.deepEqual(await app.as(other).get('/api/v1/widget/conversations'), [])
})
