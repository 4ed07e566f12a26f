import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { routingOn } from '../../../test/kit/routing.ts'
import { waitingSession } from '../../../test/kit/sessions.ts'
import type { UpdateView } from '../../tickets/contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

const queue = async (name: string) =>
  (
    await app.as(admin).run<{ id: number }>('queue.save', {
      name,
      active: true,
      conditions: { all: [{ field: 'tags', operator: 'contains_any', value: [name] }], any: [] },
      shares: [{ groupIds: [1], percent: 100 }],
      secondaryGroupIds: [],
      orderedBy: 'priority',
      overflowSeconds: null,
      overflowQueueId: null,
      targetPercent: 80,
      targetSeconds: 60,
    })
  ).id
const moves = (title: string, from: number, to: number) =>
  app.as(admin).run('rule.save', {
    kind: 'messaging_trigger',
    title,
    category: '',
    active: true,
    definition: {
      event: 'queued',
      once: false,
      conditions: { all: [{ field: 'queueId', operator: 'is', value: from }], any: [] },
      actions: [{ do: 'set_queue', queueId: to }],
    },
  })

test('two that send a conversation to each other’s queue end, say so, and cost no message [RU5] [RU20]', async () => {
  const [first, second] = [await queue('first'), await queue('second')]
  await moves('There', first, second)
  await moves('Back', second, first)
  await app.as(admin).run('rule.save', {
    kind: 'trigger',
    title: 'Into the first',
    category: '',
    active: true,
    definition: {
      conditions: { all: [{ field: 'kind', operator: 'is', value: 'created' }], any: [] },
      actions: [{ do: 'add_tags', tags: ['first'] }],
    },
  })
  await routingOn(app, admin)
  await app.reloadRules()
  const session = await waitingSession({ app })
  assert.deepEqual((await session.ticket()).tags, ['first'], 'the customer is heard')
  const updates = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  const marks = updates.toReversed().flatMap(({ rules }) => (rules ?? []).map(({ title, did }) => [title, ...did]))
  assert.deepEqual(
    marks.filter(([title]) => title !== 'Into the first'),
    [
      ['There', 'set_queue:second'],
      ['Back', 'set_queue:first'],
      ['There', 'loop_stopped'],
    ],
  )
})
