import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import type { RuleView } from '../rules/contract.ts'
import type { SettingsFile, SettingsImported, SettingsKind } from './contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

const exported = async (kind: SettingsKind) =>
  (await app.as(admin).get<SettingsFile>('/api/v1/settings/export', { kinds: kind })).settings[kind] ?? []
const fileOf = (rules: unknown, kind: SettingsKind = 'trigger') => ({
  format: 'causerie.settings',
  settings: { [kind]: rules },
})
const imported = (file: unknown, more: object = {}) =>
  app
    .as(admin)
    .run<SettingsImported>('setting.import', { file, preview: false, whenThere: 'add', asInFile: true, ...more })
const rules = (kind = 'trigger') => app.as(admin).get<RuleView[]>('/api/v1/rules', { kind })

test('what is exported is imported as the same, where its names are; a preview makes nothing [TF1]', async () => {
  const group = await app.as(admin).run<{ id: number }>('group.save', { name: 'Refunds', members: [] })
  const agent = await app.agent()
  const own = { kind: 'text', title: { en: 'Order' }, customerTitle: {}, help: {}, options: [], pattern: null }
  const field = await app
    .as(admin)
    .run<{ id: number }>('ticket_field.save', { ...own, requiredOnSolve: false, customer: 'hidden', active: true })
  await app.reloadRules()
  const definition = {
    conditions: {
      all: [
        { field: 'groupId', operator: 'one_of', value: [group.id] },
        { field: `fields.${field.id}`, operator: 'present' },
        { field: 'assigneeId', operator: 'is', value: agent.userId },
      ],
      any: [],
    },
    actions: [
      { do: 'move', groupId: group.id },
      { do: 'assign', to: 'actor' },
      { do: 'notify', whom: agent.userId, text: 'Look' },
    ],
  }
  await app.as(admin).run('rule.save', { kind: 'trigger', title: 'Refunds', category: 'A', active: true, definition })
  const file = fileOf(await exported('trigger'))
  const text = JSON.stringify(file)
  assert.match(text, /"named":"Refunds"/)
  assert.doesNotMatch(text, /"groupId":\d|"whom":\d|fields\./)

  assert.deepEqual(await imported(file, { preview: true }), {
    importId: null,
    items: [{ kind: 'trigger', name: 'Refunds', exists: true, outcome: 'made' }],
  })
  assert.equal((await rules()).length, 1)
  await imported(file)
  const [first, second] = await rules()
  assert.deepEqual(second?.definition, first?.definition)
  assert.deepEqual([second?.title, second?.category, second?.active], ['Refunds', 'A', true])
})

test('skills asked for in a condition go by their names too [TF1]', async () => {
  const save = (name: string) => app.as(admin).run<{ id: number }>('skill.save', { name, agents: [] })
  const [skill] = [await save('Spanish'), await save('Greek')]
  const definition = {
    conditions: { all: [{ field: 'skills', operator: 'contains_any', value: [String(skill.id)] }], any: [] },
    actions: [{ do: 'end_session' }],
  }
  await app.as(admin).run('rule.save', { kind: 'trigger', title: 'Skilled', category: '', active: true, definition })
  const file = fileOf((await exported('trigger')).filter(({ title }) => title === 'Skilled'))
  assert.match(JSON.stringify(file), /"value":\[\{"named":"Spanish"\}\]/)
  await imported(file)
  const skilled = (await rules()).filter(({ title }) => title === 'Skilled')
  assert.deepEqual(
    skilled.map((rule) => rule.definition),
    [skilled[0]?.definition, skilled[0]?.definition],
  )
  const elsewhere = JSON.parse(JSON.stringify(file).replace('Spanish', 'Welsh')) as unknown
  await assert.rejects(imported(elsewhere), (error: { code: string }) => error.code === 'settings_file_invalid')
})

test('a file is taken whole or not at all, and every wrong place is named [TF2]', async () => {
  const count = (await rules()).length
  const rule = (all: object[], actions: object[] = [{ do: 'end_session' }]) => ({
    title: 'One',
    category: '',
    active: true,
    definition: { conditions: { all, any: [] }, actions },
  })
  const fine = rule([{ field: 'status', operator: 'is', value: 'open' }])
  const wrong = async (given: unknown, ...places: string[]) =>
    assert.rejects(
      imported(given),
      (error: { code: string; details?: { fields?: { field: string; message: string }[] } }) => {
        assert.equal(error.code, 'settings_file_invalid')
        assert.deepEqual(
          error.details?.fields?.map(({ field, message }) => `${field}: ${message}`),
          places,
        )
        return true
      },
    )
  await wrong(
    fileOf([
      fine,
      rule([{ field: 'groupId', operator: 'is', value: { named: 'Nobody' } }]),
      rule([{ field: 'mood', operator: 'present' }]),
      rule([{ field: 'groupId', operator: 'is', value: 1 }], [{ do: 'move', groupId: { named: 'None' } }]),
    ]),
    'settings.trigger.1.conditions.all.0: name_unknown Nobody',
    'settings.trigger.2.conditions.all.0: unknown_field',
    'settings.trigger.3.conditions.all.0: name_missing group',
    'settings.trigger.3.actions.0: name_unknown None',
  )
  await wrong(fileOf([fine], 'moods' as SettingsKind), 'settings.moods: kind_unknown moods')
  await wrong(fileOf([]), 'settings: file_empty')
  await wrong(fileOf([{ ...fine, mood: 1 }]), 'settings.trigger.0.mood: part_unknown')
  await assert.rejects(imported({ hello: 1 }), (error: { code: string }) => error.code === 'settings_file_invalid')
  assert.equal((await rules()).length, count)
})

test('macros keep their groups; what is somebody’s own stays at home', async () => {
  const group = await app.as(admin).run<{ id: number }>('group.save', { name: 'Macro group', members: [] })
  const macro = { category: '', active: true, definition: { actions: [{ do: 'set_status', status: 'pending' }] } }
  const sharing = { with: 'groups', groups: [group.id] }
  await app.as(admin).run('macro.save', { ...macro, title: 'Wait', sharing })
  await app.as(admin).run('macro.save', { ...macro, title: 'Mine', sharing: { with: 'me' } })
  const file = await exported('macro')
  assert.deepEqual(
    file.map((each) => [each.title, each.sharing]),
    [['Wait', { with: 'groups', groups: [{ named: 'Macro group' }] }]],
  )
  await imported(fileOf(file, 'macro'))
  const macros = await app.as(admin).get<{ title: string; sharing: unknown }[]>('/api/v1/macros')
  assert.deepEqual(
    macros.filter(({ title }) => title === 'Wait').map((each) => each.sharing),
    [sharing, sharing],
  )
})
