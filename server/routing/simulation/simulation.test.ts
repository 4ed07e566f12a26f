import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { atWork, offerTo, routingOn, until } from '../../../test/kit/routing.ts'
import { start } from '../../../test/kit/sessions.ts'
import { prepareJobs } from '../../platform/jobs/run-jobs.ts'
import { createLogger } from '../../platform/log.ts'
import type { SimulationLine, SimulationView } from './contract.ts'
import { simulationTask } from './run-simulation.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  await prepareJobs(app.db, app.databaseUrl)
  await routingOn(app, admin, { lastAgentSeconds: 0 })
})
const asked = (changes = {}) => ({
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date().toISOString(),
  timeZone: 'Europe/Paris',
  changes: { staffing: [], ...changes },
})
const work = (id: number) =>
  simulationTask({ db: app.db, databaseUrl: app.databaseUrl, log: createLogger('silent') })({ id })
const begin = (input: object) => app.as(admin).run<{ id: number }>('simulation.start', input)
const view = (id: number) => app.as(admin).get<SimulationView>(`/api/v1/simulations/${id}`)

test('what happened is read from the log, played again to the same, and played otherwise', async () => {
  const [agent, channel] = [await app.agent(), await app.channel()]
  await atWork(app, agent)
  const write = async () => start(app, await app.visitor(channel), 'Hello')
  const took: number[] = []
  for (let n = 0; n < 3; n += 1) {
    await write()
    const offer = await offerTo(app, agent)
    await app.as(agent).run('offer.accept', { conversationId: offer.conversationId, offerId: offer.id })
    took.push(offer.conversationId)
  }
  // Full: the fourth waits, until one is solved.
  const { conversationId: fourth } = await write()
  await app.as(agent).run('ticket.submit', { conversationId: took[0], changes: { status: 'solved' } })
  const last = await until(async () => {
    const offer = await offerTo(app, agent)
    return offer.conversationId === fourth ? offer : null
  }, 'the fourth')
  await app.as(agent).run('offer.accept', { conversationId: fourth, offerId: last.id })
  await write()

  const { id } = await begin(asked({ limits: { email: 10, messaging: 10, call: 1 }, autoAccept: true }))
  await work(id)
  const { state, result, progress } = await view(id)
  assert.deepEqual([state, progress], ['done', 100])
  assert.ok(result !== null)
  const counts = ({ count, taken, waiting }: typeof result.happened.all) => [count, taken, waiting]
  assert.deepEqual(counts(result.happened.all), [5, 4, 1])
  assert.deepEqual(counts(result.replayed.all), [5, 4, 1])
  assert.deepEqual(counts(result.changed.all), [5, 5, 0])
  assert.ok(result.error !== null)
  assert.deepEqual(
    result.lanes.map(({ lane }) => lane),
    [-1],
  )
  assert.equal(result.happened.queues[0]?.count, 5)
})

test('one that is cancelled ends without a result; bad periods are refused by their field; few run at once', async () => {
  const { id } = await begin(asked())
  await app.as(admin).run('simulation.cancel', { id })
  await work(id)
  assert.deepEqual([(await view(id)).state, (await view(id)).result], ['cancelled', null])
  await assert.rejects(app.as(admin).run('simulation.cancel', { id }), refused('simulation_over'))
  await assert.rejects(app.as(admin).run('simulation.cancel', { id: 999_999 }), refused('simulation_not_found'))
  const good = asked()
  for (const bad of [
    { ...good, to: good.from },
    { ...good, to: new Date(Date.now() + 86_400_000).toISOString() },
    { ...good, from: '2020-01-01T00:00:00Z' },
    { ...good, timeZone: 'Mars/Olympus' },
  ])
    await assert.rejects(begin(bad), refused('simulation_period_invalid'))
  await assert.rejects(begin({ ...good, changes: {} }), refused('invalid_input'))
  await begin(asked())
  await begin(asked())
  await assert.rejects(begin(asked()), refused('simulation_running'))
  const lines = await app.as(admin).get<SimulationLine[]>('/api/v1/simulations')
  assert.deepEqual(
    lines.slice(0, 2).map(({ state }) => state),
    ['running', 'running'],
  )
  for (const line of lines.slice(0, 2)) await app.as(admin).run('simulation.cancel', { id: line.id })
})
