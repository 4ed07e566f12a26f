import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { UpdateView } from '../../tickets/contract.ts'

let app: TestApp
let admin: Agent
let styleId: number
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  const style = { kind: 'custom', name: 'For the VIPs', closeAfterSeconds: 7_200, undoSeconds: 0 }
  styleId = (await app.as(admin).run<{ id: number }>('style.save', style)).id
})

test('a rule gives a conversation another style: told, shown in the history, and what comes next goes by it [RU19]', async () => {
  await trigger(app, admin, {
    title: 'VIPs wait longer',
    all: [{ field: 'tags', operator: 'contains_any', value: ['vip'] }],
    actions: [{ do: 'set_style', styleId }],
  })
  await trigger(app, admin, {
    title: 'Reads it',
    all: [{ field: 'style', operator: 'is', value: 'custom' }],
    actions: [{ do: 'add_tags', tags: ['styled'] }],
  })
  const session = await servedSession({ app, style: 'live_chat', closeAfterSeconds: 0 })
  const { conversationId, topic, visitor } = session
  const [desk, customer] = [await app.live(session.agent), await app.live(visitor)]
  await desk.join(topic)
  await session.change({ tags: ['vip'] })
  assert.deepEqual((await session.ticket()).tags, ['styled', 'vip'])
  const { conversation } = await session.snapshot()
  assert.deepEqual([conversation.style.name, conversation.style.closeAfterSeconds], ['For the VIPs', 7_200])
  await Promise.all([desk.settled(), customer.settled()])
  const told = desk.events(topic).find(({ type }) => type === 'conversation.styled')
  assert.deepEqual(told?.data.style, conversation.style)
  assert.ok(!customer.events(topic).some(({ type }) => type === 'conversation.styled'))
  const [update] = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${conversationId}/updates`)
  assert.deepEqual(
    update?.rules?.map(({ title, did }) => [title, did]),
    [
      ['VIPs wait longer', ['set_style:For the VIPs']],
      ['Reads it', []],
    ],
  )
  await session.note('Once more: it has the style already, so nothing is done')
  const [next] = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${conversationId}/updates`)
  assert.deepEqual(next?.rules ?? [], [])
  await session.solve()
  assert.equal((await session.ticket()).status, 'solved', 'a live chat would have been closed at once')
  await app.later(7_300)
  assert.equal((await session.ticket()).status, 'closed')
})

test('a style that is not there is refused with its place [RU6]', async () => {
  const definition = {
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
    actions: [{ do: 'set_style', styleId: 999_999 }],
  }
  await assert.rejects(
    app.as(admin).run('rule.save', { kind: 'trigger', title: 'T', category: '', active: true, definition }),
    (error: { details?: unknown }) => {
      assert.match(JSON.stringify(error.details), /actions\.0.*style_unknown/)
      return refused('rule_invalid')(error)
    },
  )
})
