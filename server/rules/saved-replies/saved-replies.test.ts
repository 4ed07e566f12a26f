import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { FilledReply, SavedReplyView } from '../contract.ts'

let app: TestApp
let lead: Agent
before(async () => {
  app = await testApp()
  lead = await app.agent('team_lead')
})

const save = (by: Agent, reply: Record<string, unknown>) =>
  app.as(by).run<{ id: number }>('saved_reply.save', { shared: false, texts: { en: 'Hello' }, ...reply })
const shortcuts = async (by: Agent) =>
  (await app.as(by).get<SavedReplyView[]>('/api/v1/saved-replies')).map(({ shortcut }) => shortcut)

test('a saved reply speaks the language of the conversation, placeholders filled in [RU9]', async () => {
  const session = await servedSession({ app })
  const texts = { fr: 'Bonjour {{contact.name}}, ici {{agent.name}}.', en: 'Hello, {{agent.name}} here.', de: '  ' }
  const { id } = await save(session.agent, { shortcut: 'hello', texts })
  const filled = () =>
    app
      .as(session.agent)
      .get<FilledReply>(`/api/v1/saved-replies/${id}/filled`, { conversationId: String(session.conversationId) })
  assert.equal((await filled()).text, `Hello, ${session.agent.name} here.`)
  await app.db.run({
    name: 'test.in_french',
    text: `update conversations set locale = 'fr' where id = $1`,
    values: [session.conversationId],
  })
  assert.equal((await filled()).text, `Bonjour, ici ${session.agent.name}.`)
  const [kept] = (await app.as(session.agent).get<SavedReplyView[]>('/api/v1/saved-replies')).filter(
    (each) => each.id === id,
  )
  assert.deepEqual(Object.keys(kept?.texts ?? {}).sort(), ['en', 'fr'])
})

test("everybody's take the right to keep rules; another person's own are not there [RU9]", async () => {
  const [one, two] = [await app.agent(), await app.agent('light_agent')]
  const own = await save(one, { shortcut: 'own' })
  await assert.rejects(save(one, { shortcut: 'ours', shared: true }), refused('not_allowed'))
  const ours = await save(lead, { shortcut: 'ours', shared: true })
  assert.deepEqual(
    (await shortcuts(one)).filter((each) => each.startsWith('ou') || each === 'own'),
    ['ours', 'own'],
  )
  assert.ok(!(await shortcuts(two)).includes('own'))
  assert.ok((await shortcuts(two)).includes('ours'))
  for (const other of [two, lead]) {
    await assert.rejects(save(other, { id: own.id, shortcut: 'taken-over' }), refused('saved_reply_not_found'))
    await assert.rejects(app.as(other).run('saved_reply.delete', { replyId: own.id }), refused('saved_reply_not_found'))
  }
  await assert.rejects(app.as(one).run('saved_reply.delete', { replyId: ours.id }), refused('not_allowed'))
  await app.as(one).run('saved_reply.delete', { replyId: own.id })
  assert.ok(!(await shortcuts(one)).includes('own'))
})

test('what cannot be saved names its place, and a word is taken once [RU9]', async () => {
  const agent = await app.agent()
  await save(agent, { shortcut: 'Merci' })
  await assert.rejects(save(agent, { shortcut: 'merci' }), refused('shortcut_taken'))
  // Everybody's may have the same word: one's own comes first.
  await save(lead, { shortcut: 'merci', shared: true })
  await assert.rejects(
    save(agent, { shortcut: 'two words', texts: { en: '{{no.such}}' } }),
    refused('saved_reply_invalid', {
      fields: [
        { field: 'texts.en', message: 'placeholder_unknown no.such' },
        { field: 'shortcut', message: 'no_word' },
      ],
    }),
  )
  await assert.rejects(
    save(agent, { shortcut: 'empty', texts: { en: ' ' } }),
    refused('saved_reply_invalid', { fields: [{ field: 'texts', message: 'missing' }] }),
  )
})
