import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ServerFrame } from '../../platform/protocol.ts'
import { type Agent, testApp, type TestApp, type Visitor } from '../../../test/kit/app.ts'
import type { LiveClient } from '../../../test/kit/client.ts'
import { atWork, routingOn, until } from '../../../test/kit/routing.ts'
import { start } from '../../../test/kit/sessions.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  await routingOn(app, admin)
})

type Telling = Extract<ServerFrame, { t: 'beat' }>
const told = ({ frames }: LiveClient): Record<string, string> =>
  frames.findLast((frame): frame is Telling => frame.t === 'beat' && frame.waits !== undefined)?.waits ?? {}
const tells = (widget: LiveClient, id: number, line: RegExp) =>
  until(
    () => Promise.resolve(line.test(told(widget)[id] ?? '') && told(widget)[id]),
    `${line} instead of ${told(widget)[id]}`,
  )

async function waiting(settings = {}, more = {}) {
  const visitor: Visitor = await app.visitor(await app.channel({ settings }))
  const { conversationId: id } = await start(app, visitor, 'Where is my order?', more)
  return { id, widget: await app.live(visitor) }
}

test('a customer who waits is told his place and how long, or that nobody is there; once an agent has it, nothing [RO10] [S2.14] [S4.22] [S4.24] [S4.28]', async () => {
  const first = await waiting()
  const second = await waiting({}, { locale: 'fr' })
  const silent = await waiting({ tellPlace: false, tellWait: false })
  await tells(first.widget, first.id, /^Nobody is available right now\. .*You are next\. We are away/)
  await tells(second.widget, second.id, /^Personne n’est disponible .*Vous êtes numéro 2 dans la file/)

  // Somebody is there, and has no room: how long it takes is told from what was taken lately.
  const agent = await app.agent()
  const { id: ruleId } = await app.db.row<{ id: number }>({
    name: 'test.rule',
    text: 'update capacity_rules set messaging = 1 where is_default returning id',
    values: [],
  })
  assert.ok(ruleId > 0)
  await app.as(agent).run('ticket.take', { conversationId: first.id })
  await atWork(app, agent)
  await until(() => Promise.resolve(Object.keys(told(first.widget)).length === 0), 'nothing more for whoever was taken')
  await tells(second.widget, second.id, /^C’est bientôt à vous\.$/)
  await app.db.run({
    name: 'test.taken',
    text: `insert into offers (conversation_id, user_id, family, group_id, waited_ms, made_at, ended_at, outcome, why)
           select $1, $2, 'messaging', 1, 120000, now() - n * interval '2 minutes', now() - n * interval '2 minutes', 'accepted', '{}'
           from generate_series(1, 20) n`,
    values: [first.id, agent.userId],
  })
  await tells(
    second.widget,
    second.id,
    /^C’est bientôt à vous\. Attente prévue\u202f: (moins de|environ \d+ à) \d+ minutes\.$/,
  )
  assert.deepEqual(
    silent.widget.frames.filter((frame) => frame.t === 'beat' && frame.waits !== undefined),
    [],
  )
})

test('a conversation of somebody else is never told of', async () => {
  const mine = await waiting()
  const other = await waiting()
  await tells(other.widget, other.id, /./)
  await tells(mine.widget, mine.id, /./)
  for (const frame of [...mine.widget.frames])
    if (frame.t === 'beat')
      assert.deepEqual(
        Object.keys(frame.waits ?? {}).filter((id) => id !== `${mine.id}`),
        [],
      )
})
