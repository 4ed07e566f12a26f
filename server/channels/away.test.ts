import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/kit/app.ts'
import { sessionOf, start } from '../../test/kit/sessions.ts'
import type { ThreadPage } from '../conversations/contract.ts'
import type { EarlierConversation } from '../tickets/contract.ts'
import type { ChannelView, WidgetConfig, WidgetConversation } from './contract.ts'

const HOUR = 3_600
const textsOf = ({ events }: ThreadPage) =>
  events.flatMap((event) => (event.data as { message?: { text: string } }).message?.text ?? [])

test('with nobody there the chat is the same: it says so, keeps what is written, and goes on when both are back', async () => {
  const app = await startApp()
  const agent = await app.agent()
  await app.as(agent).run('availability.set', { availability: 'away' })
  const channelId = await app.channel({ style: 'live_chat_returning', closeAfterSeconds: 24 * HOUR })
  const [channel] = (await app.as(agent).get<ChannelView[]>('/api/v1/channels')).filter(({ id }) => id === channelId)
  assert.ok(channel)
  const config = async () => (await app.ask(null, 'GET', `/api/v1/widget/config/${channel.key}`)).json<WidgetConfig>()
  assert.deepEqual(
    [(await config()).online, (await config()).expectation],
    [false, channel.settings.expectAway.en], // [S4.7] [S4.11] [S4.34]
  )
  const visitor = await app.visitor(channelId)
  const widget = await app.live(visitor)
  const { conversationId } = await start(app, visitor, 'Anybody there?')
  await widget.close()
  const session = sessionOf(app, agent, visitor, conversationId)
  assert.equal((await session.ticket()).status, 'new') // [S1.9]
  await app.later(5 * HOUR)
  const { conversation } = await session.snapshot()
  assert.deepEqual([conversation.state, conversation.session.state], ['open', 'active']) // [S4.6] [S4.12]
  await app.as(agent).run('availability.set', { availability: 'online' })
  assert.equal((await config()).expectation, channel.settings.expectOnline.en)
  await session.reply('Now there is', { status: 'pending' }) // [S2.4]
  await app.later(HOUR)
  await session.say('So am I') // [S0.1] [S4.5]
  assert.equal((await session.ticket()).status, 'open')
  const thread = await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)
  assert.deepEqual(textsOf(thread), ['Anybody there?', 'Now there is', 'So am I']) // [S2.2]
})

test('who returns after closing sees all that was said before, and so does the agent', async () => {
  const app = await startApp()
  const agent = await app.agent()
  const visitor = await app.visitor(await app.channel({ style: 'live_chat', closeAfterSeconds: 0 }))
  const first = sessionOf(app, agent, visitor, (await start(app, visitor, 'Where is it?')).conversationId)
  await app.as(agent).run('ticket.take', { conversationId: first.conversationId })
  await first.reply('On its way', { status: 'solved' })
  await app.later(0)
  assert.equal((await first.snapshot()).conversation.state, 'closed')
  const second = await start(app, visitor, 'It is here')
  const lines = await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  assert.deepEqual(
    lines.map((line) => line.id).sort((a, b) => a - b),
    [first.conversationId, second.conversationId],
  )
  const { conversationId } = first
  const before = await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)
  assert.deepEqual(textsOf(before), ['Where is it?', 'On its way']) // [S2.21]
  const earlier = await app.as(agent).get<EarlierConversation[]>(`/api/v1/contacts/${visitor.contactId}/conversations`)
  assert.ok(earlier.some(({ id, status }) => id === conversationId && status === 'closed')) // [S4.17]
})
