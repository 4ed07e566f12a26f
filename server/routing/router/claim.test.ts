import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { atWork, loadsOf, routingOn, until } from '../../../test/kit/routing.ts'
import { start } from '../../../test/kit/sessions.ts'
import { defaultSettings, type Why } from '../contract.ts'
import { listRouted } from '../queries-router.ts'
import { claim } from './claim.ts'
import { workOf } from './read.ts'

const why: Why = {
  reason: 'only_one',
  candidates: 1,
  excluded: {},
  measure: null,
  load: 0,
  limit: 1,
  skillsDropped: [],
  secondary: false,
}

test('two that decide at the same moment: what is true no more is passed over, nothing is given twice [RO7]', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const agent = await app.agent()
  await routingOn(app, admin, { lastAgentSeconds: 0 })
  await app.db.run({ name: 'test.limit', text: 'update capacity_rules set messaging = 1', values: [] })
  const channelId = await app.channel()
  const ids: number[] = []
  for (const text of ['One', 'Two']) ids.push((await start(app, await app.visitor(channelId), text)).conversationId)
  const waiting = await until(async () => {
    const rows = await listRouted(app.db, ids)
    return rows.length === 2 && rows
  }, 'both wait')
  // Unheard of until now, so that the application's own router does not come first.
  const settings = { ...defaultSettings, enabled: true }
  const proposals = waiting.map((row) => ({ work: workOf(row), userId: agent.userId, why }))
  await app.as(agent).run('availability.set', { availability: 'online' })
  await app.db.run({
    name: 'test.here',
    text: `insert into agent_leases (user_id, until, active_at) values ($1, now() + interval '1 hour', now())`,
    values: [agent.userId],
  })
  const done = await Promise.all([
    ...proposals.map((proposal) => app.engine.transact((ctx) => claim(ctx, [proposal], { settings: () => settings }))),
    app.engine.transact((ctx) => claim(ctx, proposals, { settings: () => settings })),
  ])
  // The application's own router may have been the one.
  assert.ok(done.reduce((sum, n) => sum + n, 0) <= 1)
  await until(async () => (await loadsOf(app)).find(({ userId }) => userId === agent.userId)?.kept === 1, 'one is his')
  const states = (await listRouted(app.db, ids)).map(({ routing }) => routing.state)
  assert.deepEqual(states.sort(), ['offered', 'waiting'])
  await atWork(app, agent, 'offline')
})
