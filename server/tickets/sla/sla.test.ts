// reason: one behaviour after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession, waitingSession } from '../../../test/kit/sessions.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { InboxPage } from '../contract.ts'
import { listOfView } from '../views/list-queries.ts'
import type { Statement } from '../../platform/db.ts'
import { metrics, slaPriorities } from '../pure/sla-metrics.ts'
import type { Aims, Metric, SavePolicy, SlaPolicyVersionView, SlaPolicyView, Targets } from './contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
afterEach(async () => {
  await app.db.run(sql`update sla_policies set deleted_at = now()`)
  await app.reloadSla()
  await app.db.run(sql`update rules set active = false`)
  await app.reloadRules()
})

const nothing = Object.fromEntries(metrics.map((metric) => [metric, null])) as Record<Metric, null>
const aims = (minutes: Partial<Record<Metric, number>>, business = false): Aims => ({
  business,
  ...nothing,
  ...minutes,
})
const everywhere = (each: Aims, more: Partial<Targets> = {}): Targets => ({
  ...(Object.fromEntries(slaPriorities.map((priority) => [priority, each])) as Targets),
  ...more,
})
const policyOf = (targets: Targets, more: Partial<SavePolicy> = {}): SavePolicy => ({
  name: 'Standard',
  active: true,
  conditions: { all: [], any: [] },
  scheduleId: null,
  targets,
  ...more,
})

async function policy(targets: Targets, more: Partial<SavePolicy> = {}): Promise<number> {
  const { id } = await app.as(admin).run<{ id: number }>('sla_policy.save', policyOf(targets, more))
  await settled()
  return id
}
/** Open tickets have their targets anew. */
async function settled(): Promise<void> {
  await app.reloadSla()
  for (;;) {
    const { progress } = await app.as(admin).get<{ progress: unknown }>('/api/v1/sla-policies/progress')
    if (progress === null) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
type Session = Awaited<ReturnType<typeof waitingSession>>
const slaOf = async (session: Session) => (await session.snapshot()).sla
const targetOf = async (session: Session, metric: Metric) =>
  (await slaOf(session))?.targets.find((each) => each.metric === metric)
const breaches = async ({ conversationId, snapshot }: Session) =>
  (await snapshot()).thread.events
    .filter(({ type }) => type === 'sla.breached')
    .map(({ data }) => data['metric'] ?? conversationId)

test('a first answer in time meets its target; one too late is missed at its instant, and told once [SL2] [SL3]', async () => {
  await policy(everywhere(aims({ first_reply: 10 })))
  const [inTime, late] = [await waitingSession({ app }), await waitingSession({ app })]
  assert.equal((await targetOf(inTime, 'first_reply'))?.state, 'running')
  await app.later(9 * 60)
  await inTime.reply('Here I am')
  assert.equal((await targetOf(inTime, 'first_reply'))?.state, 'met')
  await app.later(60)
  const missed = await targetOf(late, 'first_reply')
  assert.deepEqual([missed?.state, missed?.isOver], ['breached', false])
  assert.equal(Date.parse(missed?.dueAt ?? '') - Date.parse(missed?.startedAt ?? ''), 600_000)
  await app.later(3_600)
  await late.reply('Sorry')
  assert.deepEqual(await breaches(late), ['first_reply'])
  assert.deepEqual(await breaches(inTime), [])
  assert.deepEqual(
    [(await targetOf(late, 'first_reply'))?.state, (await targetOf(late, 'first_reply'))?.isOver],
    ['breached', true],
  )
})

test('each wait for the next answer is a target of its own; the oldest message that waits counts [SL2] [SL3]', async () => {
  await policy(everywhere(aims({ next_reply: 20 })))
  const session = await servedSession({ app })
  assert.equal(await targetOf(session, 'next_reply'), undefined)
  await session.reply('Which order?')
  await session.say('4711')
  await app.later(10 * 60)
  await session.say('Hello?')
  await app.later(10 * 60)
  assert.deepEqual(await breaches(session), ['next_reply'])
  await session.reply('On its way')
  assert.equal(await targetOf(session, 'next_reply'), undefined)
  await session.say('And when?')
  await app.later(20 * 60)
  assert.deepEqual(await breaches(session), ['next_reply', 'next_reply'])
})

test('agent work pauses while the ticket waits, resolution does not; solved ends both, reopened goes on [SL2]', async () => {
  await policy(everywhere(aims({ agent_work: 60, resolution: 600 })))
  const session = await servedSession({ app })
  await app.later(20 * 60)
  await session.change({ status: 'pending' })
  const paused = await targetOf(session, 'agent_work')
  assert.equal(paused?.state, 'paused')
  assert.ok(Math.abs((paused?.leftMs ?? 0) - 40 * 60_000) < 30_000)
  assert.equal((await targetOf(session, 'resolution'))?.state, 'running')
  await app.later(5 * 3_600)
  await session.say('Any news?')
  await session.solve()
  assert.deepEqual(
    (await slaOf(session))?.targets.map(({ state }) => state),
    ['met', 'met'],
  )
  await session.say('It broke again')
  assert.equal((await targetOf(session, 'agent_work'))?.state, 'running')
  await app.later(41 * 60)
  assert.deepEqual(await breaches(session), ['agent_work'])
})

test('the first policy that fits applies, its priority decides, another priority is counted over all that has been [SL1] [SL5]', async () => {
  const hour = aims({ first_reply: 60 })
  const vip = await policy(everywhere(aims({ first_reply: 5 })), {
    name: 'VIP',
    conditions: { all: [{ field: 'tags', operator: 'contains_any', value: ['vip'] }], any: [] },
  })
  const usual = await policy(everywhere(hour, { urgent: aims({ first_reply: 15 }) }))
  const session = await waitingSession({ app })
  assert.equal((await slaOf(session))?.policyId, usual)
  await app.later(20 * 60)
  await session.change({ priority: 'high' })
  assert.equal((await targetOf(session, 'first_reply'))?.state, 'running')
  await session.change({ priority: 'urgent' })
  assert.equal((await targetOf(session, 'first_reply'))?.state, 'breached')
  assert.deepEqual(await breaches(session), ['first_reply'])
  await session.change({ tags: ['vip'], priority: 'low' })
  assert.equal((await slaOf(session))?.policyId, vip)
  assert.deepEqual(await breaches(session), ['first_reply'], 'told once')
  await app.as(admin).run('sla_policy.sort', { ids: [usual, vip] })
  await settled()
  assert.equal((await slaOf(session))?.policyId, usual)
})

test('a breach is an update that triggers read, and hours since it are counted by automations [SL3]', async () => {
  await policy(everywhere(aims({ first_reply: 10 })))
  const all: Condition[] = [
    { field: 'slaMissed', operator: 'changed' },
    { field: 'slaMissed', operator: 'contains_any', value: ['first_reply'] },
    { field: 'slaState', operator: 'is', value: 'breached' },
  ]
  await trigger(app, admin, { all, actions: [{ do: 'set_priority', priority: 'urgent' }] })
  await app.as(admin).run('rule.save', {
    kind: 'automation',
    title: 'Late for long',
    category: '',
    active: true,
    definition: {
      conditions: { all: [{ field: 'slaBreachedAt', operator: 'at_least', value: 2 }], any: [] },
      actions: [{ do: 'add_tags', tags: ['very_late'] }],
    },
  })
  await app.reloadRules()
  const session = await waitingSession({ app })
  await app.later(600)
  assert.equal((await session.ticket()).priority, 'urgent')
  await app.later(3_600)
  assert.deepEqual((await session.ticket()).tags, [])
  await app.later(3_600)
  assert.deepEqual((await session.ticket()).tags, ['very_late'])
})

test('a trigger may decide which policy applies: it comes first [SL1]', async () => {
  const conditions = { all: [{ field: 'priority', operator: 'is' as const, value: 'urgent' }], any: [] }
  await policy(everywhere(aims({ first_reply: 5 })), { conditions })
  await trigger(app, admin, {
    all: [{ field: 'kind', operator: 'is', value: 'created' }],
    actions: [{ do: 'set_priority', priority: 'urgent' }],
  })
  assert.equal((await targetOf(await waitingSession({ app }), 'first_reply'))?.state, 'running')
})

test('whoever has the ticket hears of the breach [SL4]', async () => {
  await policy(everywhere(aims({ resolution: 30 })))
  const session = await servedSession({ app })
  await app.later(1_800)
  const heard = await app.as(session.agent).get<{ kind: string }[]>('/api/v1/me/notifications')
  assert.equal(heard[0]?.kind, 'sla')
})

test('open tickets get their targets anew when a policy comes, changes or goes; what that makes late is shown, not told [SL6] [SL7]', async () => {
  const session = await waitingSession({ app })
  await app.later(3_600)
  const id = await policy(everywhere(aims({ first_reply: 90 })))
  assert.equal((await targetOf(session, 'first_reply'))?.state, 'running')
  await app.as(admin).run('sla_policy.save', { id, ...policyOf(everywhere(aims({ first_reply: 30 }))) })
  await settled()
  assert.equal((await targetOf(session, 'first_reply'))?.state, 'breached')
  assert.deepEqual(await breaches(session), [])
  await app.as(admin).run('sla_policy.delete', { policyId: id })
  await settled()
  assert.equal(await slaOf(session), null)
  await app.later(3_600)
  assert.deepEqual(await breaches(session), [])
})

test('opening hours are those of the schedule; another week moves what is due, and a schedule in use stays [SL2] [SL6]', async () => {
  const week = (from: number, to: number) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }))
  const hours = { name: 'Shop', timeZone: 'UTC', holidays: [], isDefault: false }
  const { id: scheduleId } = await app
    .as(admin)
    .run<{ id: number }>('schedule.save', { ...hours, week: week(0, 1_440) })
  await policy(everywhere(aims({ first_reply: 24 * 60 }, true)), { scheduleId })
  const session = await waitingSession({ app })
  const open = await targetOf(session, 'first_reply')
  await app.as(admin).run('schedule.save', { id: scheduleId, ...hours, week: week(0, 720) })
  await settled()
  const half = await targetOf(session, 'first_reply')
  assert.ok(Date.parse(half?.dueAt ?? '') - Date.parse(open?.dueAt ?? '') >= 12 * 3_600_000)
  await assert.rejects(app.as(admin).run('schedule.delete', { scheduleId }), refused('schedule_in_use'))
})

test('a policy that cannot be is refused with the place named, and the old one stays', async () => {
  const save = (more: Partial<SavePolicy>) =>
    app.as(admin).run('sla_policy.save', policyOf(everywhere(aims({ resolution: 5 })), more))
  const asks = (field: string) => ({ conditions: { all: [{ field, operator: 'present' as const }], any: [] } })
  await assert.rejects(save({ targets: everywhere(aims({})) }), refused('sla_policy_invalid'))
  await assert.rejects(save(asks('nonsense')), refused('sla_policy_invalid'))
  for (const decidedLater of ['slaState', 'queueId', 'routing'])
    await assert.rejects(save(asks(decidedLater)), refused('sla_policy_invalid'), decidedLater)
  await assert.rejects(save({ scheduleId: 99_999 }), refused('schedule_not_found'))
  await assert.rejects(save({ id: 99_999 }), refused('sla_policy_not_found'))
  const id = await policy(everywhere(aims({ resolution: 5 })))
  await save({ id, version: 1, name: 'Two' })
  await assert.rejects(save({ id, version: 1, name: 'Three' }), refused('sla_policy_changed_meanwhile'))
  await assert.rejects(app.as(admin).run('sla_policy.sort', { ids: [] }), refused('sla_policies_changed_meanwhile'))
  const [stored] = await app.as(admin).get<SlaPolicyView[]>('/api/v1/sla-policies')
  assert.deepEqual([stored?.name, stored?.version], ['Two', 2])
})

test('a view is sorted by what presses most: the missed first, then what will be', async () => {
  await policy(
    everywhere(aims({ first_reply: 60 }), { low: aims({ first_reply: 240 }), urgent: aims({ first_reply: 30 }) }),
  )
  const channelId = await app.channel({})
  const sessions = []
  for (const priority of ['low', 'urgent', 'normal'] as const) {
    const session = await waitingSession({ app, visitor: await app.visitor(channelId) })
    await session.change({ priority })
    sessions.push(session)
  }
  await app.later(31 * 60)
  const { id } = await app.as(admin).run<{ id: number }>('view.save', {
    title: 'By service level',
    active: true,
    sharing: { with: 'everybody' },
    definition: {
      conditions: { all: [{ field: 'channelId', operator: 'is', value: channelId }], any: [] },
      columns: ['ticketId', 'sla'],
      group: null,
      sort: { by: 'sla', direction: 'asc' },
    },
  })
  await app.reloadViews()
  const { rows } = await app.as(admin).get<InboxPage>('/api/v1/inbox', { view: `v${id}` })
  const [low, urgent, normal] = sessions.map(({ conversationId }) => conversationId)
  assert.deepEqual(
    rows.map(({ conversationId }) => conversationId),
    [urgent, normal, low],
  )
  assert.deepEqual(
    rows.map(({ sla }) => sla?.state),
    ['breached', 'running', 'running'],
  )
})

test('what presses most is read from its index, in its order, and nothing is sorted for it [SL9]', async () => {
  const plans: string[] = []
  await app.db.transaction(async (tx) => {
    await tx.run(sql`select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`)
    const explained: typeof tx = {
      ...tx,
      async rows<T>({ text, values }: Statement) {
        plans.push(JSON.stringify(await tx.rows({ name: '', text: `explain ${text}`, values })))
        return [] as T[]
      },
    }
    const asked = { conditions: { all: [], any: [] }, fields: new Map(), group: null }
    await listOfView(explained, admin, { ...asked, sort: { by: 'sla', direction: 'asc' } }, { limit: 50, offset: 0 })
  })
  assert.equal(plans.length, 2, 'those with a target, then those without')
  assert.match(plans[0] ?? '', /inbox_sla/)
})

test('every save is kept as a version with its author; an older one is restored as the newest [SL8]', async () => {
  const id = await policy(everywhere(aims({ first_reply: 30 })), { name: 'First' })
  const changed = policyOf(everywhere(aims({ first_reply: 10 })), { name: 'Second', active: false })
  await app.as(admin).run('sla_policy.save', { id, ...changed })
  const versions = () => app.as(admin).get<SlaPolicyVersionView[]>(`/api/v1/sla-policies/${id}/versions`)
  assert.deepEqual(
    (await versions()).map(({ version, name, active, authorId }) => [version, name, active, authorId]),
    [
      [2, 'Second', false, admin.userId],
      [1, 'First', true, admin.userId],
    ],
  )
  assert.deepEqual(await app.as(admin).run('sla_policy.restore', { policyId: id, version: 1 }), { id, version: 3 })
  const [newest] = await versions()
  assert.deepEqual([newest?.version, newest?.name, newest?.targets.low.first_reply], [3, 'First', 30])
  const [stored] = await app.as(admin).get<SlaPolicyView[]>('/api/v1/sla-policies')
  assert.deepEqual([stored?.name, stored?.version, stored?.active], ['First', 3, true])
  const restore = (policyId: number, version: number) => app.as(admin).run('sla_policy.restore', { policyId, version })
  await assert.rejects(restore(id, 9), refused('sla_policy_not_found'))
  await app.as(admin).run('sla_policy.delete', { policyId: id })
  await assert.rejects(restore(id, 1), refused('sla_policy_not_found'))
  await assert.rejects(versions(), refused('sla_policy_not_found'))
})
