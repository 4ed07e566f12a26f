// reason: one file of settings after another, there and back
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import { known } from '../../test/kit/known.ts'
import { refused } from '../../test/kit/people.ts'
import { surveyDefinition } from '../../test/kit/surveys.ts'
import type { ChannelView, StyleView } from '../channels/contract.ts'
import type { ScheduleView } from '../schedules/contract.ts'
import type { SurveyView } from '../surveys/contract.ts'
import type { CustomView, SlaPolicyView, TicketDefinitions } from '../tickets/contract.ts'
import type { AuditPage } from '../identity/contract.ts'
import type { QueueView } from '../routing/contract.ts'
import type { RuleView, SavedReplyView } from '../rules/contract.ts'
import type { ImportUndone, ImportView, SettingsFile, SettingsImported, SettingsKind } from './contract.ts'
import { nameOf } from './kinds/kind.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

const run = <T = { id: number }>(name: string, input: unknown) => app.as(admin).run<T>(name, input)
type Items = Readonly<Record<string, unknown>>[]
const exported = async (kind: SettingsKind): Promise<Items> =>
  (await app.as(admin).get<SettingsFile>('/api/v1/settings/export', { kinds: kind })).settings[kind] ?? []
const imported = (items: Items, kind: SettingsKind, more: object = {}) =>
  importedFile({ format: 'causerie.settings', settings: { [kind]: items } }, more)
const importedFile = (file: unknown, more: object = {}) =>
  run<SettingsImported>('setting.import', { file, preview: false, whenThere: 'add', asInFile: true, ...more })
/** Only what this test has made. */
const only = (items: Items, name: string): Items => items.filter((item) => JSON.stringify(item).includes(name))
const field = (title: string) =>
  run('ticket_field.save', {
    kind: 'text',
    title: { en: title },
    customerTitle: {},
    help: {},
    options: [],
    pattern: null,
    requiredOnSolve: false,
    customer: 'hidden',
    active: true,
  })
const withoutIds = <T extends object>(each: T) =>
  Object.fromEntries(
    Object.entries(each).filter(([key]) => !['id', 'version', 'updatedAt', 'updatedBy', 'builtIn'].includes(key)),
  )

test('service level policies come back as they went, groups and opening hours by their names [TF1]', async () => {
  const group = await run('group.save', { name: 'First class', members: [] })
  const schedule = await run('schedule.save', {
    name: 'Long days',
    timeZone: 'Europe/Paris',
    week: [{ day: 1, from: 480, to: 1200 }],
    holidays: [],
    isDefault: false,
  })
  const aims = {
    business: true,
    first_reply: 5,
    next_reply: 10,
    requester_wait: null,
    agent_work: null,
    resolution: 60,
  }
  const policy = {
    name: 'First class answers',
    active: true,
    conditions: { all: [{ field: 'groupId', operator: 'is', value: group.id }], any: [] },
    scheduleId: schedule.id,
    targets: { low: aims, normal: aims, high: aims, urgent: aims },
  }
  await run('sla_policy.save', policy)
  const file = await exported('sla_policy')
  assert.match(JSON.stringify(file), /"value":\{"named":"First class"\}/)
  assert.match(JSON.stringify(file), /"scheduleId":\{"named":"Long days"\}/)

  const policies = () => app.as(admin).get<SlaPolicyView[]>('/api/v1/sla-policies')
  assert.deepEqual(await imported(file, 'sla_policy', { preview: true }), {
    importId: null,
    items: [{ kind: 'sla_policy', name: 'First class answers', exists: true, outcome: 'made' }],
  })
  assert.equal((await policies()).length, 1, 'a preview makes nothing')
  await imported(file, 'sla_policy', { asInFile: false })
  const [first, second] = await policies()
  assert.deepEqual(withoutIds({ ...second, active: true }), withoutIds({ ...first }))
  assert.equal(second?.active, false)
})

test('views keep their groups and the columns of own fields; what is somebody’s own stays at home [TF1]', async () => {
  const [own, group] = [await field('Parcel'), await run('group.save', { name: 'Parcels', members: [] })]
  await app.reloadViews()
  const definition = {
    conditions: { all: [{ field: `fields.${own.id}`, operator: 'present' }], any: [] },
    columns: ['subject', `fields.${own.id}`],
    group: 'priority',
    sort: { by: 'activityAt', direction: 'desc' },
  }
  const sharing = { with: 'groups', groups: [group.id] }
  await run('view.save', { title: 'With a parcel', active: true, sharing, definition })
  await run('view.save', { title: 'Mine alone', active: true, sharing: { with: 'me' }, definition })
  const file = await exported('view')
  assert.deepEqual(
    file.map(({ title }) => title),
    ['With a parcel'],
  )
  assert.doesNotMatch(JSON.stringify(file), /fields\./)
  await imported(file, 'view')
  const views = (await app.as(admin).get<CustomView[]>('/api/v1/views', { for: 'settings' })).filter(
    ({ title }) => title === 'With a parcel',
  )
  assert.deepEqual(
    views.map((view) => [view.definition, view.sharing]),
    [
      [definition, sharing],
      [definition, sharing],
    ],
  )
})

test('surveys, styles, opening hours, fields, forms, statuses and saved replies go to a file and come from one', async () => {
  const brands = [(await run('brand.save', { name: 'The shop' })).id]
  await run('survey.save', { name: 'Of the shop', active: true, definition: { ...surveyDefinition, brands } })
  await imported(await exported('survey'), 'survey')
  const surveys = await app.as(admin).get<SurveyView[]>('/api/v1/surveys')
  assert.deepEqual(
    surveys.map(({ name, definition }) => [name, definition.brands]),
    [
      ['Of the shop', brands],
      ['Of the shop', brands],
    ],
  )

  await run('style.save', { kind: 'live_chat_returning', name: 'An evening', closeAfterSeconds: 7200, undoSeconds: 0 })
  await imported(only(await exported('style'), 'An evening'), 'style')
  const styles = (await app.as(admin).get<StyleView[]>('/api/v1/styles')).filter(({ name }) => name === 'An evening')
  assert.deepEqual(withoutIds({ ...styles[1] }), withoutIds({ ...styles[0] }))

  const hours = { name: 'Mornings', timeZone: 'Europe/Paris', week: [{ day: 2, from: 480, to: 720 }], holidays: [] }
  await run('schedule.save', { ...hours, isDefault: true })
  await imported(only(await exported('schedule'), 'Mornings'), 'schedule')
  const schedules = (await app.as(admin).get<ScheduleView[]>('/api/v1/schedules')).filter(
    ({ name }) => name === 'Mornings',
  )
  // There is one default, and a file does not take its mark.
  assert.deepEqual([schedules.length, schedules.filter(({ isDefault }) => isDefault).length], [2, 1])

  const [parent, child] = [await field('Kind of thing'), await field('Which thing')]
  const form = { name: { en: 'Things' }, fieldIds: [parent.id, child.id], brandIds: [], isDefault: false, active: true }
  await run('ticket_form.save', { ...form, conditions: [] })
  await imported(only(await exported('ticket_form'), 'Things'), 'ticket_form')
  const status = {
    category: 'pending',
    label: { en: 'At the carrier' },
    customerLabel: {},
    isDefault: false,
    active: true,
  }
  await run('ticket_status.save', status)
  await imported(only(await exported('ticket_status'), 'At the carrier'), 'ticket_status')
  const definitions = await app.as(admin).get<TicketDefinitions>('/api/v1/ticket-definitions')
  assert.deepEqual(
    definitions.forms.filter(({ name }) => name.en === 'Things').map(({ fieldIds }) => fieldIds),
    [form.fieldIds, form.fieldIds],
  )
  assert.equal(definitions.statuses.filter(({ label }) => label.en === 'At the carrier').length, 2)

  await run('saved_reply.save', { shortcut: 'sorry', texts: { en: 'Sorry', fr: 'Pardon' }, shared: true })
  const replies = await exported('saved_reply')
  await assert.rejects(
    imported(replies, 'saved_reply'),
    refused('settings_file_invalid', {
      fields: [{ field: 'settings.saved_reply.0.definition', message: 'refused shortcut_taken' }],
    }),
  )
  const renamed = replies.map((item) => ({ ...item, shortcut: 'pardon' }))
  await imported(renamed, 'saved_reply', { asInFile: false })
  const [pardon] = (await app.as(admin).get<SavedReplyView[]>('/api/v1/saved-replies')).filter(
    ({ shortcut }) => shortcut === 'pardon',
  )
  assert.deepEqual([pardon?.active, pardon?.shared, pardon?.texts], [false, true, { en: 'Sorry', fr: 'Pardon' }])
})

test('a file is taken whole or not at all, by whoever may make such settings [TF2]', async () => {
  const count = async () => (await app.as(admin).get<SlaPolicyView[]>('/api/v1/sla-policies')).length
  const before = await count()
  const [fine = {}] = await exported('sla_policy')
  const wrong = [
    fine,
    { ...fine, scheduleId: { named: 'Nowhere' } },
    { ...fine, scheduleId: 1 },
    { ...fine, scheduleId: null, conditions: { all: [{ field: 'mood', operator: 'present' }], any: [] } },
    { name: 'No targets' },
  ]
  for (const preview of [true, false])
    await assert.rejects(
      imported(wrong, 'sla_policy', { preview }),
      (error: { code: string; details?: { fields?: { field: string; message: string }[] } }) => {
        const fields = error.details?.fields?.map((each) => `${each.field}: ${each.message}`) ?? []
        assert.equal(error.code, 'settings_file_invalid')
        assert.ok(fields.includes('settings.sla_policy.1.scheduleId: name_unknown Nowhere'), fields.join(', '))
        assert.ok(fields.includes('settings.sla_policy.2.scheduleId: name_missing schedule'))
        assert.ok(fields.includes('settings.sla_policy.3.conditions.all.0: unknown_field'))
        assert.ok(fields.some((each) => each.startsWith('settings.sla_policy.4.')))
        return true
      },
    )
  assert.equal(await count(), before)
  for (const broken of [null, {}, { rules: [] }, [], 'x', { format: 'causerie.settings' }])
    await assert.rejects(importedFile(broken), refused('settings_file_invalid'))
  const lead = await app.agent('team_lead')
  const styles = { format: 'causerie.settings', settings: { style: await exported('style') } }
  await assert.rejects(
    app.as(lead).run('setting.import', { file: styles, preview: true, whenThere: 'add', asInFile: true }),
    refused('not_allowed'),
  )
  await assert.rejects(app.as(lead).get('/api/v1/settings/export', { kinds: 'style' }), refused('not_allowed'))
  await assert.rejects(app.as(lead).get('/api/v1/settings/export', { kinds: 'mood' }), refused('invalid_input'))
  const his = await app.as(lead).get<SettingsFile>('/api/v1/settings/export')
  assert.ok(!('style' in his.settings) && 'sla_policy' in his.settings, 'without kinds: all he may make')
})

test('groups, roles, brands, skills, capacity, statuses of agents and webhooks go along, without people and secrets [TF1]', async () => {
  const brand = await run('brand.save', { name: 'Maison Bleue', colour: '#123456' })
  await run('group.save', { name: 'Bleue night', members: [admin.userId] })
  await run('role.save', {
    name: 'Bleue role',
    permissions: ['conversations.read'],
    scope: { tickets: 'groups', brands: [brand.id] },
  })
  await run('skill.save', { name: 'Bleue skill', agents: [{ userId: admin.userId, isPriority: true }] })
  await run('capacity_rule.save', { name: 'Bleue few', email: 3, messaging: 1, call: 0, userIds: [admin.userId] })
  await run('agent_status.save', {
    names: { en: 'Bleue lunch', fr: 'Bleue repas' },
    email: 'offline',
    messaging: 'away',
    call: 'away',
    isBreak: true,
  })
  await run('webhook.save', {
    name: 'Bleue ears',
    url: 'https://ears.example/x',
    events: ['message.sent'],
    active: true,
  })
  const file = await app.as(admin).get<SettingsFile>('/api/v1/settings/export')
  const kinds = ['brand', 'group', 'role', 'skill', 'capacity_rule', 'agent_status', 'webhook'] as const
  const settings: Record<string, Items> = Object.fromEntries(
    kinds.map((kind) => [kind, only(file.settings[kind] ?? [], 'Bleue')]),
  )
  const text = JSON.stringify(settings)
  assert.doesNotMatch(text, /secret|whsec|userId|members|agents/)
  const renamed = { ...file, settings: JSON.parse(text.replaceAll('Bleue', 'Verte')) as Record<string, Items> }
  const { items, importId } = await importedFile(renamed)
  assert.deepEqual(
    items.map(({ kind, outcome }) => [kind, outcome]),
    ['brand', 'group', 'role', 'agent_status', 'skill', 'capacity_rule', 'webhook'].map((kind) => [kind, 'made']),
  )
  const again = await app.as(admin).get<SettingsFile>('/api/v1/settings/export')
  for (const kind of kinds) assert.deepEqual(only(again.settings[kind] ?? [], 'Verte'), renamed.settings[kind], kind)

  const { taken, left } = await run<ImportUndone>('setting.undo_import', { importId })
  assert.deepEqual([taken, left], [6, [{ kind: 'brand', name: 'Maison Verte' }]], 'a brand is never taken away')
  const after = await app.as(admin).get<SettingsFile>('/api/v1/settings/export')
  assert.deepEqual(
    kinds.filter((kind) => only(after.settings[kind] ?? [], 'Verte').length > 0),
    ['brand'],
  )
  await assert.rejects(run('setting.undo_import', { importId }), refused('import_undone'))
  await assert.rejects(run('setting.undo_import', { importId: 999_999 }), refused('import_not_found'))
})

test('what a file names may stand in the same file, queues in any order; it all comes in one act of the audit [TF3] [TF5]', async () => {
  const queue = (name: string, overflow: string | null) => ({
    name,
    active: true,
    conditions: { all: [{ field: 'skills', operator: 'contains_any', value: [{ named: 'Knots' }] }], any: [] },
    shares: [{ percent: 100, groupIds: [{ named: 'Sailors' }] }],
    secondaryGroupIds: [],
    orderedBy: 'priority',
    overflowSeconds: overflow === null ? null : 60,
    overflowQueueId: overflow === null ? null : { named: overflow },
    targetPercent: 80,
    targetSeconds: 60,
  })
  const settings = {
    trigger: [
      {
        title: 'Ropes to sailors',
        category: '',
        active: true,
        definition: {
          conditions: { all: [{ field: { named: 'Rope' }, operator: 'present' }], any: [] },
          actions: [
            { do: 'move', groupId: { named: 'Sailors' } },
            { do: 'set_queue', queueId: { named: 'Deck' } },
          ],
        },
      },
    ],
    queue: [queue('Deck', 'Harbour'), queue('Harbour', null)],
    group: [{ name: 'Sailors' }],
    skill: [{ name: 'Knots' }],
    style: [
      { kind: 'custom', name: 'At sea', closeAfterSeconds: 60, undoSeconds: 0, inactivity: null, endOnSolve: false },
    ],
    style_rule: [
      {
        title: 'From the sea',
        active: true,
        styleId: { named: 'At sea' },
        conditions: { all: [{ field: 'page', operator: 'contains_any', value: ['sea'] }], any: [] },
      },
    ],
    ticket_field: [
      {
        kind: 'text',
        title: { en: 'Rope' },
        customerTitle: {},
        help: {},
        options: [],
        pattern: null,
        requiredOnSolve: false,
        customer: 'hidden',
        active: true,
      },
    ],
  }
  const file = { format: 'causerie.settings', settings }
  const preview = await importedFile(file, { preview: true, whenThere: 'keep', asInFile: false })
  assert.equal(preview.items.length, 8)
  assert.deepEqual(await exported('style_rule'), [], 'a preview makes nothing')

  const { importId } = await importedFile(file, { whenThere: 'keep', asInFile: false, name: 'sea.json' })
  const queues = await app.as(admin).get<QueueView[]>('/api/v1/queues')
  const sea = queues.filter(({ name }) => ['Deck', 'Harbour'].includes(name))
  assert.deepEqual(
    sea.map(({ name, active, overflowQueueId }) => [name, active, overflowQueueId]),
    [
      ['Deck', false, sea[1]?.id],
      ['Harbour', false, null],
    ],
  )
  assert.deepEqual(
    await exported('style_rule'),
    settings.style_rule.map((each) => ({ ...each, active: false })),
  )
  assert.deepEqual(
    only(await exported('trigger'), 'Ropes'),
    settings.trigger.map((each) => ({ ...each, active: false })),
  )
  assert.deepEqual(
    only(await exported('ticket_field'), 'Rope'),
    settings.ticket_field,
    'fields do nothing by themselves',
  )
  const { rows } = await app.as(admin).get<AuditPage>('/api/v1/audit')
  const [act] = rows.filter(({ action }) => action === 'setting.imported')
  assert.deepEqual([act?.subject, act?.subjectName], [`setting_import:${importId}`, 'sea.json'])
  assert.deepEqual(act?.changes['imported_queue'], [null, ['Deck', 'Harbour']])

  const wrong = { ...settings.style_rule[0], conditions: { all: [{ field: 'mood', operator: 'present' }], any: [] } }
  await assert.rejects(
    imported([wrong], 'style_rule'),
    refused('settings_file_invalid', {
      fields: [{ field: 'settings.style_rule.0.conditions.all.0', message: 'unknown_field' }],
    }),
  )
  await assert.rejects(
    imported([queue('Round', 'About'), queue('About', 'Round')], 'queue'),
    refused('settings_file_invalid', {
      fields: [
        { field: 'settings.queue.1.overflowQueueId', message: 'name_unknown Round' },
        { field: 'settings.queue.0.overflowQueueId', message: 'name_unknown About' },
      ],
    }),
  )
  const { taken, left } = await run<ImportUndone>('setting.undo_import', { importId })
  assert.deepEqual([taken, left], [8, []])
  assert.deepEqual(await exported('style_rule'), [])
})

test('what is there by its name is kept, or replaced, and is as it was once the import is taken back [TF3] [TF4]', async () => {
  const save = (title: string, text: string) =>
    run('rule.save', {
      kind: 'trigger',
      title,
      category: 'Tea',
      active: true,
      definition: {
        conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
        actions: [{ do: 'add_note', text }],
      },
    })
  await save('Green', 'leaves')
  await save('Black', 'leaves')
  const before = only(await exported('trigger'), '"Tea"')
  const changed = JSON.parse(JSON.stringify(before).replaceAll('leaves', 'bags')) as Items
  const kept = await imported(changed, 'trigger', { whenThere: 'keep' })
  assert.deepEqual([kept.importId, kept.items.map(({ outcome }) => outcome)], [null, ['kept', 'kept']])
  assert.deepEqual(only(await exported('trigger'), '"Tea"'), before)

  const { importId, items } = await imported(changed, 'trigger', { whenThere: 'replace', asInFile: false })
  assert.deepEqual(
    items.map(({ outcome }) => outcome),
    ['replaced', 'replaced'],
  )
  assert.deepEqual(only(await exported('trigger'), '"Tea"'), changed, 'what is replaced stays switched on')
  const black = (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).find(
    ({ title }) => title === 'Black',
  )
  await run('rule.save', {
    ...known<RuleView>(black),
    category: 'Coffee',
    definition: known<RuleView>(black).definition,
  })
  const undone = await run<ImportUndone>('setting.undo_import', { importId })
  assert.deepEqual(undone, { taken: 1, left: [{ kind: 'trigger', name: 'Black' }] }, 'changed since: it stays')
  assert.deepEqual(only(await exported('trigger'), '"Green"'), only(before, '"Green"'))

  await save('Green', 'twice')
  await assert.rejects(
    imported(only(before, '"Green"'), 'trigger', { whenThere: 'replace' }),
    refused('settings_file_invalid', {
      fields: [{ field: 'settings.trigger.0.name', message: 'name_ambiguous Green' }],
    }),
  )
  const [latest] = await app.as(admin).get<ImportView[]>('/api/v1/settings/imports')
  assert.deepEqual(latest?.items[0], { kind: 'trigger', name: 'Green', outcome: 'replaced' })
  assert.ok(latest?.undoneAt)
})

test('all that there is goes to one file, and comes back over itself without a change', async () => {
  const all = await app.as(admin).get<SettingsFile>('/api/v1/settings/export')
  const unique = Object.fromEntries(
    Object.entries(all.settings).map(([kind, items]) => {
      const names = items.map((item) => nameOf(item).toLowerCase())
      return [kind, items.filter((_, n) => names.indexOf(names[n] ?? '') === names.lastIndexOf(names[n] ?? ''))]
    }),
  )
  const { importId, items } = await importedFile({ ...all, settings: unique }, { whenThere: 'replace' })
  assert.deepEqual([importId, items.filter(({ outcome }) => outcome !== 'kept')], [null, []])
  assert.deepEqual(await app.as(admin).get<SettingsFile>('/api/v1/settings/export'), all)
})

test('a file gives nobody rights he has not', async () => {
  const few = { ...admin, permissions: new Set(['people.manage', 'conversations.read']) }
  const role = (permissions: string[]) => ({
    format: 'causerie.settings',
    settings: { role: [{ name: 'From a file', permissions, scope: { tickets: 'all', brands: null } }] },
  })
  const take = async (file: unknown) =>
    known<SettingsImported>(
      await app.engine.execute(few, 'setting.import', { file, preview: false, whenThere: 'keep', asInFile: true }),
    )
  await assert.rejects(
    take(role(['rules.manage'])),
    refused('settings_file_invalid', {
      fields: [{ field: 'settings.role.0.definition', message: 'refused not_allowed' }],
    }),
  )
  const { importId } = await take(role(['conversations.read']))
  // Nor does taking it back: what is of another kind is not his.
  const rulesOnly = { ...admin, permissions: new Set(['rules.manage']) }
  await assert.rejects(app.engine.execute(rulesOnly, 'setting.undo_import', { importId }), refused('not_allowed'))
})

test('a file may be larger than other requests are', async () => {
  const texts = { en: 'x'.repeat(4_000), fr: 'é'.repeat(4_000) }
  const reply = (n: number) => ({ shortcut: `long-${n}`, texts, active: true })
  const file = {
    format: 'causerie.settings',
    settings: { saved_reply: Array.from({ length: 40 }, (_, n) => reply(n)) },
  }
  const input = { file, preview: true, whenThere: 'keep', asInFile: true }
  const taken = await app.ask(admin, 'POST', '/api/v1/commands/setting.import', input)
  assert.equal(taken.statusCode, 200)
  const other = await app.ask(admin, 'POST', '/api/v1/commands/skill.save', { name: JSON.stringify(file), agents: [] })
  assert.equal(other.statusCode, 413)
})

test('channels go along without keys and logo, and keep theirs when they are replaced', async () => {
  await app.channel()
  const [file] = await exported('channel')
  assert.ok(file)
  assert.doesNotMatch(JSON.stringify(file), /"key"|signingKeys|"logo":"/)
  await imported([{ ...file, name: 'Second shop' }], 'channel', { asInFile: false })
  const channels = () => app.as(admin).get<ChannelView[]>('/api/v1/channels')
  await app.reloadChannels()
  const made = (await channels()).find(({ name }) => name === 'Second shop')
  assert.equal(made?.active, false)
  const { items } = await imported([{ ...file, name: 'Second shop', origins: ['https://two.example'] }], 'channel', {
    whenThere: 'replace',
  })
  assert.equal(items[0]?.outcome, 'replaced')
  await app.reloadChannels()
  const after = (await channels()).find(({ name }) => name === 'Second shop')
  assert.deepEqual([after?.origins, after?.key], [['https://two.example'], made?.key])
})
