import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import { prepareJobs } from '../platform/jobs/run-jobs.ts'
import type { ChannelView, StyleView } from '../channels/contract.ts'
import type { RuleView, MacroView } from '../rules/contract.ts'
import type { RatingPage } from '../surveys/contract.ts'
import type { SlaPolicyView, TicketDefinitions } from '../tickets/contract.ts'
import { chanceFrom } from './chance.ts'
import { DEMO_PASSWORD, fillDemo, wholeStory } from './fill-demo.ts'
import { prepareDemo } from './prepare-demo.ts'
import { arrivalsOf } from './rota.ts'
import { team } from './stories.ts'

/** A part of it, told as the whole is: that takes a while. */
const SHORT = { earlier: 24, earlierDays: 14, routedDays: 2 }

/** What whoever looks around with `npm start -- --demo` is promised: filled once, looked at by many tests. */
let app: TestApp
let admin: Agent
const told: [number, number][] = []

before(async () => {
  app = await testApp()
  await prepareJobs(app.db, app.databaseUrl)
  await prepareDemo(app)
  assert.equal(await fillDemo(app, (done, of) => told.push([done, of]), SHORT), true)
  admin = await app.administrator()
})

const OURS = { 'x-causerie': '1' }
const DAY_MS = 86_400_000

const get = <T>(path: string, query: Record<string, string> = {}) => app.as(admin).get<T>(`/api/v1/${path}`, query)
/** How many rows of a table by what a column says. */
async function by(table: 'tickets' | 'conversations' | 'offers', column: string): Promise<Record<string, number>> {
  const rows = await app.db.rows<{ key: string | null; n: number }>({
    name: `test.by_${table}_${column}`,
    text: `select ${column}::text as key, count(*)::int as n from ${table} group by 1`,
    values: [],
  })
  return Object.fromEntries(rows.map(({ key, n }) => [key ?? 'null', n]))
}

test('the whole of it has some 300 conversations, over three weeks', () => {
  const { earlier, earlierDays, routedDays } = wholeStory
  const monday = Date.UTC(2026, 5, 1)
  const routed = arrivalsOf({ from: monday, to: monday + routedDays * DAY_MS }, chanceFrom(1)).length
  assert.ok(earlier + routed > 240 && earlier + routed < 400, `${earlier} and ${routed} conversations`)
  assert.equal(earlierDays + routedDays, 21)
})

test('conversations in both languages, by all three styles, on many days', async () => {
  const locales = await by('conversations', 'locale')
  assert.ok((locales['en'] ?? 0) > 10 && (locales['fr'] ?? 0) > 10, JSON.stringify(locales))
  const [channels, styles] = await Promise.all([get<ChannelView[]>('channels'), get<StyleView[]>('styles')])
  const kinds = channels.map(({ styleId }) => styles.find(({ id }) => id === styleId)?.kind)
  assert.deepEqual(kinds.map(String).toSorted(), ['live_chat', 'live_chat_returning', 'social_messaging'])
  const { days } = await app.db.row<{ days: number }>({
    name: 'test.days',
    text: 'select count(distinct started_at::date)::int as days from conversations',
    values: [],
  })
  assert.ok(days > 7, `${days} days`)
})

test('every status has something to show, work waits for whoever looks, and the counts are true', async () => {
  const statuses = await by('tickets', 'status')
  for (const status of ['new', 'open', 'pending', 'hold', 'solved', 'closed'])
    assert.ok((statuses[status] ?? 0) > 0, `none is ${status}: ${JSON.stringify(statuses)}`)
  const { counts } = await get<{ counts: { unassigned: number } }>('inbox/counts')
  assert.ok(counts.unassigned >= 10, `${counts.unassigned} wait`)
  assert.equal(await app.counts.drift(), 0)
})

test('the team signs in with one password', async () => {
  for (const { email } of team) {
    const { statusCode } = await app.ask(null, 'POST', '/api/v1/sign-in', { email, password: DEMO_PASSWORD }, OURS)
    assert.equal(statusCode, 200, email)
  }
})

test('tickets say more: own fields, one of them for the customer, a form with a condition, own statuses, organizations', async () => {
  const { fields, forms, statuses } = await get<TicketDefinitions>('ticket-definitions')
  assert.ok(new Set(fields.map(({ kind }) => kind)).size >= 4)
  assert.ok(fields.some(({ customer }) => customer === 'editable'))
  assert.ok(forms.some(({ conditions }) => conditions.length > 0))
  const used = await by('tickets', 'status_id')
  const own = statuses.filter(({ isDefault }) => !isDefault)
  assert.ok(own.length > 0 && own.every(({ id }) => (used[id] ?? 0) > 0), JSON.stringify(used))
  assert.ok(Object.keys(await by('tickets', 'organization_id')).length > 1)
})

test('rules of each kind, macros, promises and a survey are there, and have acted', async () => {
  for (const kind of ['trigger', 'automation', 'messaging_trigger'])
    assert.ok(
      (await get<RuleView[]>('rules', { kind })).some(({ active }) => active),
      kind,
    )
  const [trigger] = await get<RuleView[]>('rules', { kind: 'trigger' })
  assert.ok((trigger?.fired.times ?? 0) > 0)
  const macros = await get<MacroView[]>('macros')
  // The words that tell a customer it is over, in both languages [S1.33].
  const closing = macros.find(({ definition }) =>
    definition.actions.some((action) => action.do === 'set_status' && action.status === 'solved'),
  )
  assert.deepEqual(Object.keys(closing?.definition.message?.texts ?? {}).toSorted(), ['en', 'fr'])
  assert.ok((await get<SlaPolicyView[]>('sla-policies')).length >= 2)
  const { rows } = await get<RatingPage>('satisfaction')
  assert.ok(rows.some(({ good }) => good === true) && rows.some(({ good }) => good === false))
})

test('a week of routing stands behind it: offers taken and declined, nobody beyond his capacity, nothing on offer', async () => {
  const outcomes = await by('offers', 'outcome')
  assert.ok((outcomes['accepted'] ?? 0) > 10 && (outcomes['declined'] ?? 0) > 0, JSON.stringify(outcomes))
  assert.equal(outcomes['null'] ?? 0, 0)
})

test('it tells how far it is, and is filled in once only', async () => {
  const [done, of] = told.at(-1) ?? []
  assert.ok(told.length > 1 && done !== undefined && of !== undefined && done <= of)
  assert.equal(await fillDemo(app, () => assert.fail('it is filled in again')), false)
})
