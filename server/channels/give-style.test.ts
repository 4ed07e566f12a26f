import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import { trigger } from '../../test/kit/rules.ts'
import { servedSession, type Session } from '../../test/kit/sessions.ts'
import type { ThreadPage } from '../conversations/contract.ts'
import type { InboxPage, UpdateView } from '../tickets/contract.ts'
import type { StyleView } from './contract.ts'

let app: TestApp
let admin: Agent
let styles: StyleView[]
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  styles = await app.as(admin).get<StyleView[]>('/api/v1/styles')
})

/** The product's own. */
const styleId = (kind: StyleView['kind']): number =>
  styles.find((style) => style.builtIn && style.kind === kind)?.id ?? 0
const give = ({ agent, conversationId }: Session, style: number) =>
  app.as(agent).run<{ before: number }>('conversation.set_style', { conversationId, styleId: style })

test('an agent makes one conversation live: nothing said is lost, and its end is that of a live chat [CH9] [S2.12] [S2.20]', async () => {
  const session = await servedSession({ app, style: 'social_messaging', closeAfterSeconds: 4 * 86_400 })
  const { conversationId, topic, visitor, agent } = session
  await session.reply('I look into it')
  const [desk, widget] = [await app.live(agent), await app.live(visitor)]
  await desk.join(topic)
  await give(session, styleId('live_chat'))
  await session.say('It burns!')
  const { conversation, thread } = await session.snapshot()
  assert.deepEqual([conversation.style.kind, conversation.style.closeAfterSeconds], ['live_chat', 0])
  assert.deepEqual(
    thread.events.flatMap(({ data }) => (data as { message?: { text: string } }).message?.text ?? []),
    ['Where is my order 4711?', 'I look into it', 'It burns!'],
  )
  await Promise.all([desk.settled(), widget.settled()])
  const told = desk.events(topic).find(({ type }) => type === 'conversation.styled')
  assert.deepEqual(
    [told?.by, told?.data.style],
    [{ kind: 'agent', id: agent.userId, name: agent.name, photo: null }, conversation.style],
  )
  assert.ok(!widget.events(topic).some(({ type }) => type === 'conversation.styled'), 'the customer is not told')

  await session.solve()
  await app.later(11)
  assert.equal((await session.ticket()).status, 'closed')
  const next = await session.start('It burns again')
  assert.notEqual(next.conversationId, conversationId)
  const page = await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)
  assert.ok(page.events.length > 3, 'what was said before is still there')
})

test('the history says who and from what; rules read the new style; it is taken back by giving the old one [CH9]', async () => {
  await trigger(app, admin, {
    title: 'Live is urgent',
    all: [{ field: 'style', operator: 'is', value: 'live_chat' }],
    actions: [{ do: 'set_priority', priority: 'urgent' }],
  })
  const session = await servedSession({ app, style: 'social_messaging' })
  const { before } = await give(session, styleId('live_chat'))
  assert.equal((await session.ticket()).priority, 'urgent')
  const [update] = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.deepEqual(
    [update?.actorName, update?.changes.styleName],
    [session.agent.name, ['social_messaging', 'live_chat']],
  )
  const { rows } = await app.as(session.agent).get<InboxPage>('/api/v1/inbox', { view: 'all' })
  assert.ok(rows.some((row) => row.conversationId === session.conversationId))
  assert.equal((await give(session, before)).before, styleId('live_chat'))
  assert.equal((await session.snapshot()).conversation.style.id, before)
  // Once more: it has it already.
  const types = await session.history()
  await give(session, before)
  assert.deepEqual(await session.history(), types)
})

test('a solved ticket keeps its time of closing; a closed conversation, a style that is gone and a stranger are refused [CH9]', async () => {
  const session = await servedSession({ app, style: 'live_chat_returning', closeAfterSeconds: 3_600 })
  await session.solve()
  const { closesAt } = await session.ticket()
  await give(session, styleId('live_chat'))
  assert.equal((await session.ticket()).closesAt, closesAt)
  await assert.rejects(give(session, 999_999), refused('style_not_found'))
  const stranger = await app.agent('agent', [])
  await assert.rejects(
    give({ ...session, agent: stranger }, styleId('social_messaging')),
    refused('conversation_not_found'),
  )
  await app.later(3_700)
  await assert.rejects(give(session, styleId('social_messaging')), refused('conversation_closed'))
})
