import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp, type Visitor } from '../../test/kit/app.ts'
import { trigger } from '../../test/kit/rules.ts'
import { servedSession } from '../../test/kit/sessions.ts'
import type { Condition } from '../platform/pure/conditions/condition.ts'
import type { InboxPage, ViewTried } from '../tickets/contract.ts'
import type { DryRunView, RuleView } from './contract.ts'

let app: TestApp
let admin: Agent
let channelId: number
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  channelId = await app.channel()
})

const by = (...contacts: Visitor[]): Condition =>
  contacts.length === 1
    ? { field: 'requesterId', operator: 'is', value: contacts[0]?.contactId ?? 0 }
    : { field: 'requesterId', operator: 'one_of', value: contacts.map(({ contactId }) => contactId) }
const merge = (from: Visitor, into: Visitor) =>
  app.as(admin).run('contact.merge', { from: from.contactId, into: into.contactId })
const split = (contact: Visitor, mergedOff: Visitor) =>
  app.as(admin).run('contact.split', { contactId: contact.contactId, mergedId: mergedOff.contactId })
/** What the bus has started to read is read. */
const read = () => Promise.all([app.reloadRules(), app.reloadViews()])

async function view(all: Condition[]): Promise<number> {
  const { id } = await app.as(admin).run<{ id: number }>('view.save', {
    title: 'Of one customer',
    active: true,
    sharing: { with: 'everybody' },
    definition: {
      conditions: { all, any: [] },
      columns: ['subject'],
      group: null,
      sort: { by: 'createdAt', direction: 'asc' },
    },
  })
  await read()
  return id
}
const inView = async (id: number) =>
  (await app.as(admin).get<InboxPage>('/api/v1/inbox', { view: `v${id}` })).rows.map((row) => row.conversationId)

test('rules and views ask whose ticket it is; who was merged is who he is now, and his own again after a split [CT13]', async () => {
  const [ada, jo, other] = await Promise.all([app.visitor(channelId), app.visitor(channelId), app.visitor(channelId)])
  await trigger(app, admin, { all: [by(ada)], actions: [{ do: 'add_tags', tags: ['adas'] }] })
  await trigger(app, admin, {
    all: [{ field: 'requesterId', operator: 'is_not', value: ada.contactId }],
    actions: [{ do: 'add_tags', tags: ['not_adas'] }],
  })
  const adas = await view([by(ada)])
  const [first, second] = [await servedSession({ app, visitor: ada }), await servedSession({ app, visitor: jo })]
  const third = await servedSession({ app, visitor: other })
  const tagsOf = async (...sessions: (typeof first)[]) =>
    Promise.all(sessions.map(async ({ ticket }) => (await ticket()).tags))
  assert.deepEqual(await tagsOf(first, second, third), [['adas'], ['not_adas'], ['not_adas']])
  assert.deepEqual(await inView(adas), [first.conversationId])

  await merge(ada, jo)
  await read()
  assert.deepEqual(await inView(adas), [first.conversationId, second.conversationId])
  await second.change({ priority: 'low' })
  assert.deepEqual(await tagsOf(second, third), [['adas', 'not_adas'], ['not_adas']])
  const tried = await app.as(admin).run<ViewTried>('view.try', {
    definition: {
      conditions: { all: [by(ada)], any: [] },
      columns: ['subject'],
      group: null,
      sort: { by: 'createdAt', direction: 'asc' },
    },
  })
  assert.equal(tried.count, 2)

  await split(jo, ada)
  await read()
  assert.deepEqual(await inView(adas), [first.conversationId])
})

test('a rule on a customer is tried on the past, by SQL and with a pattern beside it; of old names, too [CT13]', async () => {
  const [ada, jo] = [await app.visitor(channelId), await app.visitor(channelId)]
  for (const visitor of [ada, jo]) await servedSession({ app, visitor })
  const dryRun = async (...all: Condition[]) => {
    const definition = { conditions: { all, any: [] }, actions: [{ do: 'set_priority', priority: 'high' }] }
    return (await app.as(admin).run<DryRunView>('rule.dry_run', { kind: 'trigger', definition })).tickets
  }
  const pattern: Condition = { field: 'subject', operator: 'matches', value: 'order \\d+' }
  assert.deepEqual([await dryRun(by(ada)), await dryRun(by(ada), pattern)], [1, 1])
  await merge(ada, jo)
  assert.deepEqual([await dryRun(by(ada)), await dryRun(by(ada), pattern)], [2, 2])
})

test('an automation acts on the tickets that come to whom it names by a merge [RU10]', async () => {
  const [ada, jo] = [await app.visitor(channelId), await app.visitor(channelId)]
  const definition = {
    conditions: { all: [by(jo), { field: 'createdAt', operator: 'at_least', value: 2 }], any: [] },
    actions: [{ do: 'add_tags', tags: ['old'] }],
  }
  const rule = { kind: 'automation', title: 'Old ones', category: '', active: true, definition }
  await app.as(admin).run('rule.save', rule)
  await read()
  const session = await servedSession({ app, visitor: ada })
  await merge(ada, jo)
  for (;;) {
    const { replanning } = await app.as(admin).get<{ replanning: unknown }>('/api/v1/rules/replanning')
    if (replanning === null) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await read()
  await app.later(2 * 3_600)
  assert.deepEqual((await session.ticket()).tags.includes('old'), true)
})

test('files name a customer by external id or address; who has neither is refused where the file is read [TF1]', async () => {
  const [known, nobody] = [await app.visitor(channelId), await app.visitor(channelId)]
  await app.as(known).run('visitor.details', { name: 'Ada', email: 'ada@files.example' })
  await trigger(app, admin, { title: 'Known', all: [by(known)], actions: [{ do: 'set_priority', priority: 'high' }] })
  await trigger(app, admin, { title: 'Nobody', all: [by(known, nobody)], actions: [{ do: 'end_session' }] })
  const { settings } = await app
    .as(admin)
    .get<{ settings: { trigger: { title: string }[] } }>('/api/v1/settings/export', { kinds: 'trigger' })
  const only = (title: string) => ({
    format: 'causerie.settings',
    settings: { trigger: settings.trigger.filter((rule) => rule.title === title) },
  })
  assert.match(JSON.stringify(only('Known')), /"value":\{"named":"ada@files\.example"\}/)
  const imported = (file: unknown) =>
    app.as(admin).run('setting.import', { file, preview: false, whenThere: 'add', asInFile: false })
  await imported(only('Known'))
  const rules = (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).filter(
    ({ title }) => title === 'Known',
  )
  assert.deepEqual(
    rules.map(({ definition }) => definition.conditions.all),
    [[by(known)], [by(known)]],
  )
  const wrong = async (given: unknown, place: string) =>
    assert.rejects(imported(given), ({ details }: { details?: { fields?: { field: string; message: string }[] } }) => {
      assert.deepEqual(
        details?.fields?.map(({ field, message }) => `${field}: ${message}`),
        [place],
      )
      return true
    })
  await wrong(only('Nobody'), 'settings.trigger.0.conditions.all.0: contact_unnamed')
  const elsewhere: unknown = JSON.parse(JSON.stringify(only('Known')).replace('ada@files', 'nobody@files'))
  await wrong(elsewhere, 'settings.trigger.0.conditions.all.0: name_unknown nobody@files.example')
  // One that another has verified is his, whoever claims it.
  const claims = await app.visitor(channelId)
  await app.as(claims).run('visitor.details', { email: 'ada@files.example' })
  await wrong(only('Known'), 'settings.trigger.0.conditions.all.0: name_ambiguous ada@files.example')
})
