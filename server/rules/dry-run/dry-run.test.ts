import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { DryRunView } from '../contract.ts'

const definition = {
  conditions: {
    all: [
      { field: 'by', operator: 'is', value: 'contact' },
      { field: 'message', operator: 'contains_any', value: ['remboursé'] },
      { field: 'session', operator: 'is', value: 'active' },
    ],
    any: [],
  },
  actions: [
    { do: 'set_priority', priority: 'urgent' },
    { do: 'add_tags', tags: ['refund'] },
    { do: 'set_status', status: 'pending' },
  ],
}

test('a rule is tried on the past: what it would have matched and changed, and nothing is changed', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const session = await servedSession({ app })
  await session.say('Je veux être REMBOURSE')
  await session.say('vite')
  const before = await session.ticket()
  const result = await app.as(admin).run<DryRunView>('rule.dry_run', { kind: 'trigger', definition, days: 7 })
  assert.equal(result.matched, 1)
  assert.equal(result.tickets, 1)
  assert.ok(result.looked >= 3)
  const { statusId, ...changes } = result.examples[0]?.changes ?? {}
  assert.ok(
    typeof statusId?.[1] === 'number' && statusId[1] !== statusId[0],
    'the own status of the category goes with it',
  )
  assert.deepEqual(changes, {
    status: ['open', 'pending'],
    priority: [null, 'urgent'],
    tags: [[], ['refund']],
  })
  assert.equal(result.examples[0]?.conversationId, session.conversationId)
  assert.deepEqual(await session.ticket(), before)
})

test('what cannot be saved cannot be tried', async () => {
  const app = await testApp()
  const wrong = { ...definition, actions: [{ do: 'move', groupId: 9_999 }] }
  const admin = await app.administrator()
  await assert.rejects(
    app.as(admin).run('rule.dry_run', { kind: 'trigger', definition: wrong, days: 7 }),
    refused('rule_invalid'),
  )
})
