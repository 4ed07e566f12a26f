import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { type Agent, testApp, type TestApp, type Visitor } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import { sessionOf, start } from '../../test/kit/sessions.ts'
import type { Condition } from '../platform/pure/conditions/condition.ts'
import type { ChannelView, StyleChoiceView, StyleRule } from './contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
beforeEach(() => choose())

const [LIVE, RETURNING, SOCIAL] = [1, 2, 3]
const read = () => app.as(admin).get<StyleChoiceView>('/api/v1/style-choice')
async function choose(...rules: StyleRule[]): Promise<void> {
  await app.as(admin).run('style.choose', { version: (await read()).version, rules })
}
const rule = (styleId: number, all: Condition[], more: Partial<StyleRule> = {}): StyleRule => ({
  title: 'A rule',
  active: true,
  styleId,
  conditions: { all, any: [] },
  ...more,
})
async function styleOf(visitor: Visitor, text: string, more: Record<string, unknown> = {}): Promise<string> {
  const { conversationId } = await start(app, visitor, text, more)
  return (await sessionOf(app, admin, visitor, conversationId).snapshot()).conversation.style.kind
}

test('the first rule that holds gives the style, else the channel [S0.3] [CH8]', async () => {
  await choose(
    rule(SOCIAL, [{ field: 'message', operator: 'contains_any', value: ['dispute'] }], { active: false }),
    rule(LIVE, [{ field: 'page', operator: 'contains_any', value: ['checkout'] }]),
    rule(SOCIAL, [{ field: 'locale', operator: 'is', value: 'fr' }]),
    rule(LIVE, [{ field: 'message', operator: 'contains_any', value: ['dispute'] }]),
  )
  const page = { url: 'https://shop.example/checkout/2?x=1' }
  assert.equal(await styleOf(await app.visitor(), 'A dispute', { page, locale: 'fr-CA' }), 'live_chat')
  assert.equal(await styleOf(await app.visitor(), 'A dispute', { locale: 'fr-CA' }), 'social_messaging')
  assert.equal(await styleOf(await app.visitor(), 'A dispute'), 'live_chat')
  assert.equal(await styleOf(await app.visitor(), 'Hello'), 'live_chat_returning')
})

test('who is known, came before, and whether anybody is there count too; what goes on keeps its style [CH1]', async () => {
  await choose(
    rule(SOCIAL, [{ field: 'earlier', operator: 'at_least', value: 1 }]),
    rule(LIVE, [
      { field: 'online', operator: 'is', value: false },
      { field: 'signedIn', operator: 'is', value: false },
    ]),
  )
  const visitor = await app.visitor()
  const { conversationId } = await start(app, visitor, 'Hello')
  const first = sessionOf(app, admin, visitor, conversationId)
  assert.equal((await first.snapshot()).conversation.style.kind, 'live_chat')
  await choose(rule(RETURNING, [{ field: 'earlier', operator: 'at_least', value: 0 }]))
  assert.equal((await first.snapshot()).conversation.style.kind, 'live_chat')
  await choose(rule(SOCIAL, [{ field: 'earlier', operator: 'at_least', value: 1 }]))
  await first.end(visitor)
  assert.equal(await styleOf(visitor, 'Back again'), 'social_messaging')
})

test('what cannot be asked at a start is refused with its place named; nothing changes; nor does another’s work', async () => {
  const { version } = await read()
  const wrong: [StyleRule[], RegExp][] = [
    [[rule(LIVE, [])], /rules\.0\.conditions.*missing/],
    [[rule(999, [{ field: 'online', operator: 'is', value: true }])], /rules\.0\.styleId/],
    [[rule(LIVE, [{ field: 'status', operator: 'is', value: 'open' }])], /rules\.0\.conditions\.all\.0.*unknown_field/],
    [[rule(LIVE, [{ field: 'online', operator: 'is', value: true }], { title: ' ' })], /rules\.0\.title/],
  ]
  for (const [rules, place] of wrong)
    await assert.rejects(
      app.as(admin).run('style.choose', { version, rules }),
      (error: { code?: string; details?: unknown }) => {
        assert.equal(error.code, 'style_choice_invalid')
        assert.match(JSON.stringify(error.details), place)
        return true
      },
    )
  assert.equal((await read()).version, version)
  await choose()
  await assert.rejects(app.as(admin).run('style.choose', { version, rules: [] }), refused('styles_changed_meanwhile'))
})

test('a style that a rule gives is not deleted', async () => {
  const { id } = await app.as(admin).run<{ id: number }>('style.save', {
    kind: 'custom',
    name: 'Own',
    closeAfterSeconds: 60,
    undoSeconds: 0,
  })
  await choose(rule(id, [{ field: 'online', operator: 'is', value: true }]))
  await assert.rejects(app.as(admin).run('style.delete', { styleId: id }), refused('style_in_use'))
  await choose()
  await app.as(admin).run('style.delete', { styleId: id })
})

test('a rule keeps its id when it is moved or changed; a new one gets the next', async () => {
  const online = { field: 'online', operator: 'is', value: true } as const
  await choose(rule(LIVE, [online], { title: 'A' }), rule(LIVE, [online], { title: 'B' }))
  const [a, b] = (await read()).rules
  assert.ok(a && b && a.id !== b.id)
  await choose({ ...b, active: false }, rule(SOCIAL, [online], { title: 'C', id: 999 }), a)
  const after = (await read()).rules
  assert.deepEqual(
    after.map(({ id, title }) => [id, title]),
    [
      [b.id, 'B'],
      [Math.max(a.id, b.id) + 1, 'C'],
      [a.id, 'A'],
    ],
  )
})

test('a style that is off is not offered any more, and what still gives it is named [CH10]', async () => {
  const style = { kind: 'custom', name: 'Evening', closeAfterSeconds: 60, undoSeconds: 0 }
  const { id } = await app.as(admin).run<{ id: number }>('style.save', style)
  const off = () => app.as(admin).run('style.save', { ...style, id, active: false })
  const online = { field: 'online', operator: 'is', value: true } as const
  await choose(rule(id, [online], { title: 'Evenings' }))
  await assert.rejects(off(), refused('style_in_use', { rules: ['Evenings'] }))
  await choose(rule(id, [online], { active: false }))
  await off()
  await assert.rejects(
    choose(rule(id, [online])),
    refused('style_choice_invalid', { fields: [{ field: 'rules.0.styleId', message: 'style_off' }] }),
  )
  const [channel] = await app.as(admin).get<ChannelView[]>('/api/v1/channels')
  assert.ok(channel)
  const { kind: _kind, key: _key, signingKeys: _keys, snippet: _snippet, ...savable } = channel
  const put = (styleId: number) => app.as(admin).run('channel.save', { ...savable, styleId })
  await assert.rejects(put(id), refused('style_off'))
  await app.as(admin).run('style.save', { ...style, id, active: true })
  await put(id)
  await assert.rejects(off(), refused('style_in_use', { channels: [channel.name] }))
  await put(channel.styleId)
})
