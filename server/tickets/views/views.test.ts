import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { CustomView, InboxPage, InboxRow, ViewTried } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

type Wanted = { sharing?: object; title?: string; active?: boolean; definition?: object; id?: number; version?: number }
const definitionOf = (all: Condition[], more: object = {}) => ({
  conditions: { all, any: [] },
  columns: ['subject', 'tags'],
  group: null,
  sort: { by: 'activityAt', direction: 'desc' },
  ...more,
})
async function view(by: Agent, all: Condition[], { definition = {}, ...more }: Wanted = {}): Promise<number> {
  const { id } = await app.as(by).run<{ id: number }>('view.save', {
    title: 'A view',
    active: true,
    sharing: { with: 'everybody' },
    ...more,
    definition: definitionOf(all, definition),
  })
  await app.reloadViews()
  return id
}
const tagged = (tag: string): Condition => ({ field: 'tags', operator: 'contains_any', value: [tag] })
const rowsOf = async (by: Agent, id: number, query: Record<string, string> = {}) =>
  (await app.as(by).get<InboxPage>('/api/v1/inbox', { view: `v${id}`, ...query })).rows
const idsOf = (rows: InboxRow[]) => rows.map((row) => row.conversationId)
const titlesOf = async (by: Agent, of = 'inbox') =>
  (await app.as(by).get<CustomView[]>('/api/v1/views', { for: of })).map(({ title }) => title)

test('a view lists the tickets its conditions hold for, in its order, with what its columns show', async () => {
  const [first, second, other] = [
    await servedSession({ app }),
    await servedSession({ app }),
    await servedSession({ app }),
  ]
  await first.change({ tags: ['vip'], priority: 'low' })
  await second.change({ tags: ['vip', 'late'], priority: 'urgent' })
  await other.change({ tags: ['late'] })
  const id = await view(admin, [tagged('vip')], { definition: { sort: { by: 'priority', direction: 'desc' } } })
  const rows = await rowsOf(admin, id)
  assert.deepEqual(idsOf(rows), [second.conversationId, first.conversationId])
  assert.deepEqual(rows[0]?.more?.tags, ['late', 'vip'])
  const page = await app.as(admin).get<InboxPage>('/api/v1/inbox', { view: `v${id}`, limit: '1' })
  assert.deepEqual(idsOf(page.rows), [second.conversationId])
  assert.deepEqual(idsOf(await rowsOf(admin, id, { limit: '1', cursor: page.next ?? '' })), [first.conversationId])
  const grouped = await view(admin, [tagged('late')], {
    definition: { group: 'priority', sort: { by: 'createdAt', direction: 'asc' } },
  })
  assert.deepEqual(idsOf(await rowsOf(admin, grouped)), [second.conversationId, other.conversationId])
})

test('closed tickets are left out unless the status is asked for; `me` is whoever looks [VI2]', async () => {
  const session = await servedSession({ app, style: 'live_chat', closeAfterSeconds: 0 })
  await session.change({ tags: ['ends'] })
  const id = await view(admin, [tagged('ends')])
  const all = await view(admin, [tagged('ends'), { field: 'status', operator: 'is', value: 'closed' }])
  const mine = await view(admin, [{ field: 'assigneeId', operator: 'is', value: 'me' }])
  assert.equal((await rowsOf(admin, id)).length, 1)
  assert.deepEqual(idsOf(await rowsOf(session.agent, mine)), [session.conversationId])
  assert.deepEqual(await rowsOf(admin, mine), [])
  await session.solve()
  await app.later(1)
  assert.deepEqual(await rowsOf(admin, id), [])
  assert.deepEqual(idsOf(await rowsOf(admin, all)), [session.conversationId])
})

test('personal, for groups, for everybody: who looks at it and who keeps it [VI1]', async () => {
  const group = await app.as(admin).run<{ id: number }>('group.save', { name: 'Views', members: [] })
  const [agent, member] = [await app.agent(), await app.agent('agent', [group.id])]
  const own = await view(agent, [tagged('x')], { title: 'Own', sharing: { with: 'me' } })
  const shared = await view(admin, [tagged('x')], {
    title: 'Of the group',
    sharing: { with: 'groups', groups: [group.id] },
  })
  assert.ok((await titlesOf(agent)).includes('Own'))
  assert.ok(!(await titlesOf(agent)).includes('Of the group'))
  assert.ok((await titlesOf(member)).includes('Of the group'))
  assert.deepEqual(await titlesOf(agent, 'settings'), ['Own'])
  assert.ok(!(await titlesOf(admin, 'settings')).includes('Own'))
  await assert.rejects(rowsOf(member, own), refused('view_not_found'))
  await assert.rejects(rowsOf(agent, shared), refused('view_not_found'))
  await assert.rejects(view(agent, [tagged('x')]), refused('not_allowed'))
  await assert.rejects(view(agent, [tagged('x')], { id: shared, sharing: { with: 'me' } }), refused('not_allowed'))
  await assert.rejects(view(admin, [tagged('x')], { id: own }), refused('view_not_found'))
  await assert.rejects(app.as(admin).run('view.delete', { viewId: own }), refused('view_not_found'))
  await app.as(agent).run('view.delete', { viewId: own })
  assert.deepEqual(await titlesOf(agent, 'settings'), [])
})

test('what is wrong is named, and the old version stays [VI1]', async () => {
  const id = await view(admin, [tagged('x')], { title: 'Kept' })
  const wrong = async (definition: object, field: string) =>
    assert.rejects(view(admin, [tagged('x')], { id, definition }), (error: { code: string; details: unknown }) => {
      assert.equal(error.code, 'view_invalid')
      assert.match(JSON.stringify(error.details), new RegExp(`"field":"${field}`))
      return true
    })
  await wrong({ columns: ['nothing'] }, 'columns.0')
  await wrong({ columns: ['tags', 'tags'] }, 'columns.1')
  await wrong({ conditions: { all: [], any: [] } }, 'conditions')
  await wrong(
    { conditions: { all: [{ field: 'createdAt', operator: 'less', value: 2 }], any: [] } },
    'conditions.all.0',
  )
  await wrong(
    { conditions: { all: [{ field: 'subject', operator: 'matches', value: '(' }], any: [] } },
    'conditions.all.0',
  )
  await wrong({ sort: { by: 'mood', direction: 'asc' } }, 'sort.by')
  await assert.rejects(view(admin, [tagged('x')], { id, version: 9 }), refused('view_changed_meanwhile'))
  const stored = (await app.as(admin).get<CustomView[]>('/api/v1/views')).find((each) => each.id === id)
  assert.equal(stored?.version, 1)
  assert.equal(stored?.title, 'Kept')
})

test('order: all one keeps, or it is refused', async () => {
  const agent = await app.agent()
  const ids = [
    await view(agent, [tagged('x')], { title: 'One', sharing: { with: 'me' } }),
    await view(agent, [tagged('x')], { title: 'Two', sharing: { with: 'me' } }),
  ]
  await app.as(agent).run('view.order', { ids: ids.toReversed() })
  assert.deepEqual(await titlesOf(agent, 'settings'), ['Two', 'One'])
  await assert.rejects(app.as(agent).run('view.order', { ids: ids.slice(1) }), refused('views_changed_meanwhile'))
})

test('a view is tried before it is saved; a pattern is sieved; nothing is changed', async () => {
  const session = await servedSession({ app })
  await session.change({ subject: 'Order AB-77', tags: ['tried'] })
  const tried = (all: Condition[]) => app.as(admin).run<ViewTried>('view.try', { definition: definitionOf(all) })
  const found = await tried([tagged('tried'), { field: 'subject', operator: 'matches', value: 'ab-\\d+' }])
  assert.deepEqual([found.count, found.isCut, found.examples[0]?.subject], [1, false, 'Order AB-77'])
  assert.equal((await tried([tagged('tried'), { field: 'subject', operator: 'matches', value: '^ab' }])).count, 0)
})

test('live: rows come and go with each commit, counts too; a changed view is another list [VI3] [VI5]', async () => {
  const id = await view(admin, [tagged('live')], { title: 'Live' })
  const client = await app.live(admin)
  const list = { order: [] as number[] }
  client.onFrame((frame) => {
    if (frame.t === 'list' && frame.id === 'a') list.order = frame.order
  })
  list.order = (await client.watch<{ order: number[] }>('a', `v${id}`)).order
  assert.deepEqual(list.order, [])
  const session = await servedSession({ app })
  const counted = async () =>
    (await app.as(admin).get<{ counts: Record<string, number> }>('/api/v1/inbox/counts')).counts[`v${id}`]
  const until = async (fits: () => boolean | Promise<boolean>) => {
    while (!(await fits())) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await until(async () => (await counted()) === 0)
  await session.change({ tags: ['live'] })
  await until(() => list.order.includes(session.conversationId))
  assert.equal(await counted(), 1)
  await session.change({ tags: [] })
  await until(() => list.order.length === 0)
  assert.equal(await counted(), 0)
  await view(admin, [{ field: 'assigneeId', operator: 'is', value: session.agent.userId }], { id, title: 'Live' })
  await until(() => list.order.includes(session.conversationId))
  await until(async () => (await counted()) === 1)
  assert.equal(await app.viewCounts.drift(), 0)
})

test('groups stand in the order of their names, also after one was renamed, while somebody looks [VI5]', async () => {
  const group = (name: string, id?: number) =>
    app.as(admin).run<{ id: number }>('group.save', { ...(id && { id }), name, members: [] })
  const [first, second] = [await group('Alpha'), await group('Beta')]
  const sessions = [await servedSession({ app }), await servedSession({ app })]
  const [one, two] = sessions.map(({ conversationId }) => conversationId)
  for (const [index, { id }] of [first, second].entries())
    await app.as(admin).run('ticket.submit', {
      conversationId: sessions[index]?.conversationId,
      changes: { tags: ['grouped'], groupId: id },
    })
  const id = await view(admin, [tagged('grouped')], { title: 'By group', definition: { group: 'groupId' } })
  const client = await app.live(admin)
  let { order } = await client.watch<{ order: number[] }>('g', `v${id}`)
  client.onFrame((frame) => {
    if (frame.t === 'list' && frame.id === 'g') order = frame.order
  })
  assert.deepEqual(order, [one, two])
  await group('Zeta', first.id)
  while (order[0] !== two) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(order, [two, one])
})
