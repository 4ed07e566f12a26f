import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { sessionOf, start } from '../../../test/kit/sessions.ts'
import type { ChannelView, StyleView } from '../../channels/contract.ts'
import type { RuleView } from '../contract.ts'
import type { RecipesView } from './contract.ts'

async function shop() {
  const app = await testApp()
  const admin = await app.administrator()
  const channelId = await app.channel({ settings: { customerMayEnd: false, tellEnd: false } })
  const as = app.as(admin)
  const channel = async () => {
    await app.reloadChannels()
    const found = (await as.get<ChannelView[]>('/api/v1/channels')).find(({ id }) => id === channelId)
    if (found === undefined) throw new Error('the channel is gone')
    return found
  }
  const apply = (recipe: string) => as.run<{ useId: number }>('recipe.apply', { recipe, channelId, name: 'By recipe' })
  const styles = () => as.get<StyleView[]>('/api/v1/styles')
  const undo = (useId: number) => as.run('recipe.undo', { useId })
  return { app, admin, as, channelId, channel, apply, undo, styles }
}

test('each recipe sets what it shows, and is undone [S0.15] [S0.17] [RU12]', async () => {
  const { as, channel, apply, undo, styles } = await shop()
  const { recipes } = await as.get<RecipesView>('/api/v1/recipes')
  assert.ok(recipes.length >= 4)
  for (const recipe of recipes) {
    const before = await channel()
    const { useId } = await apply(recipe.name)
    const after = await channel()
    const style = (await styles()).find(({ id }) => id === after.styleId)
    assert.deepEqual([style?.kind, style?.inactivity ?? null], [recipe.style.kind, recipe.style.inactivity])
    assert.deepEqual(after.settings, { ...before.settings, ...recipe.settings })
    await undo(useId)
    assert.deepEqual(await channel(), before)
    assert.ok(!(await styles()).some(({ id }) => id === after.styleId))
    await assert.rejects(undo(useId), refused('recipe_undone'))
  }
})

test('what somebody has changed since stays when it is undone [RU12]', async () => {
  const { as, channel, apply, undo } = await shop()
  const { useId } = await apply('urgent_live')
  const { kind: _, key: __, signingKeys: ___, snippet: ____, ...set } = await channel()
  await as.run('channel.save', {
    ...set,
    styleId: 3,
    settings: { ...set.settings, tellEnd: false, afterEnd: 'replace' },
  })
  await undo(useId)
  const { styleId, settings } = await channel()
  assert.deepEqual([styleId, settings.afterEnd, settings.tellEnd], [3, 'replace', false])
  assert.equal(settings.customerMayEnd, false, 'as it was before the recipe')
})

test('after hours: a rule tells the customer, once, and only on this channel [S2.1] [S2.15] [S2.47]', async () => {
  const { app, admin, as, channelId, apply, undo } = await shop()
  const { useId } = await apply('after_hours')
  await app.reloadRules()
  const [rule] = await as.get<RuleView[]>('/api/v1/rules', { kind: 'messaging_trigger' })
  assert.equal(rule?.title, 'By recipe')
  const visitor = await app.visitor(channelId)
  const { conversationId } = await start(app, visitor, 'Hello')
  const { thread } = await sessionOf(app, admin, visitor, conversationId).snapshot()
  assert.equal(
    thread.events.filter(({ type }) => type === 'message.sent').length,
    1,
    'without a schedule it is always open',
  )
  await as.run('schedule.save', { name: 'Never', timeZone: 'Europe/Paris', week: [], holidays: [], isDefault: true })
  await app.reloadSchedules()
  const late = await app.visitor(channelId)
  const asked = await start(app, late, 'Anybody there?')
  const session = sessionOf(app, admin, late, asked.conversationId)
  await session.say('Hello?')
  const said = (await session.snapshot()).thread.events.filter(({ type }) => type === 'message.sent')
  assert.deepEqual(
    said.map(({ by }) => by.kind),
    ['contact', 'system', 'contact'],
  )
  assert.deepEqual((await session.ticket()).tags, ['after_hours'])
  await undo(useId)
  assert.deepEqual(await as.get<RuleView[]>('/api/v1/rules', { kind: 'messaging_trigger' }), [])
})

test('the shop’s recipe: a question that comes after the answer goes on in the same ticket, with the same agent [S0.25]', async () => {
  const { app, channelId, apply } = await shop()
  await apply('follow_up')
  await app.reloadChannels()
  const agent = await app.agent()
  const visitor = await app.visitor(channelId)
  const { conversationId } = await start(app, visitor, 'How do I wash it?')
  const session = sessionOf(app, agent, visitor, conversationId)
  await app.as(agent).run('ticket.take', { conversationId })
  await session.reply('By hand', { status: 'solved' })
  await app.later(20 * 3_600)
  assert.equal((await session.start('And how hot?')).conversationId, conversationId)
  const { status, assigneeId } = await session.ticket()
  assert.deepEqual([status, assigneeId], ['open', agent.userId])
})
