import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { surveyDefinition } from '../../../test/kit/surveys.ts'
import type { StyleView } from '../../channels/contract.ts'
import type { ScheduleView } from '../../schedules/contract.ts'
import type { SurveyView } from '../../surveys/contract.ts'
import type { CustomView, SlaPolicyView, TicketDefinitions } from '../../tickets/contract.ts'
import type { SavedReplyView, SettingsFile, SettingsImported, SettingsKind } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

const run = <T = { id: number }>(name: string, input: unknown) => app.as(admin).run<T>(name, input)
const exported = (kind: SettingsKind) => app.as(admin).get<SettingsFile>('/api/v1/settings/export', { kind })
const imported = (file: unknown, kind: SettingsKind, more: object = {}) =>
  run<SettingsImported>('setting.import', { kind, file, preview: false, asInFile: true, ...more })
/** Only what this test has made. */
const only = (file: SettingsFile, name: string): SettingsFile => ({
  ...file,
  items: file.items.filter((item) => JSON.stringify(item).includes(name)),
})
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

test('service level policies come back as they went, groups and opening hours by their names [RU11]', async () => {
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
    items: [{ name: 'First class answers', exists: true }],
  })
  assert.equal((await policies()).length, 1, 'a preview makes nothing')
  await imported(file, 'sla_policy', { asInFile: false })
  const [first, second] = await policies()
  assert.deepEqual(withoutIds({ ...second, active: true }), withoutIds({ ...first }))
  assert.equal(second?.active, false)
})

test('views keep their groups and the columns of own fields; what is somebody’s own stays at home [RU11]', async () => {
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
    file.items.map(({ title }) => title),
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
      fields: [{ field: 'items.0.definition', message: 'refused shortcut_taken' }],
    }),
  )
  const renamed = { ...replies, items: replies.items.map((item) => ({ ...item, shortcut: 'pardon' })) }
  await imported(renamed, 'saved_reply', { asInFile: false })
  const [pardon] = (await app.as(admin).get<SavedReplyView[]>('/api/v1/saved-replies')).filter(
    ({ shortcut }) => shortcut === 'pardon',
  )
  assert.deepEqual([pardon?.active, pardon?.shared, pardon?.texts], [false, true, { en: 'Sorry', fr: 'Pardon' }])
})

test('a file is taken whole or not at all, by whoever may make such settings [RU11]', async () => {
  const count = async () => (await app.as(admin).get<SlaPolicyView[]>('/api/v1/sla-policies')).length
  const before = await count()
  const { items, ...file } = await exported('sla_policy')
  const [fine = {}] = items
  const wrong = [
    fine,
    { ...fine, scheduleId: { named: 'Nowhere' } },
    { ...fine, scheduleId: 1 },
    { ...fine, scheduleId: null, conditions: { all: [{ field: 'mood', operator: 'present' }], any: [] } },
    { name: 'No targets' },
  ]
  for (const preview of [true, false])
    await assert.rejects(
      imported({ ...file, items: wrong }, 'sla_policy', { preview }),
      (error: { code: string; details?: { fields?: { field: string; message: string }[] } }) => {
        const fields = error.details?.fields?.map((each) => `${each.field}: ${each.message}`) ?? []
        assert.equal(error.code, 'settings_file_invalid')
        assert.ok(fields.includes('items.1.scheduleId: name_unknown Nowhere'), fields.join(', '))
        assert.ok(fields.includes('items.2.scheduleId: name_missing schedule'))
        assert.ok(fields.includes('items.3.conditions.all.0: unknown_field'))
        assert.ok(fields.some((each) => each.startsWith('items.4.')))
        return true
      },
    )
  assert.equal(await count(), before)
  await assert.rejects(
    imported({ ...file, items: [fine], kind: 'view' }, 'sla_policy'),
    refused('settings_file_invalid', { fields: [{ field: 'kind', message: 'other_kind view' }] }),
  )
  await assert.rejects(imported({ rules: [] }, 'sla_policy'), refused('settings_file_invalid'))
  const lead = await app.agent('team_lead')
  await assert.rejects(
    app.as(lead).run('setting.import', { kind: 'style', file: {}, preview: true, asInFile: true }),
    refused('not_allowed'),
  )
  await assert.rejects(app.as(lead).get('/api/v1/settings/export', { kind: 'style' }), refused('not_allowed'))
})
