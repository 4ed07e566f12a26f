import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../test/kit/people.ts'
import { servedSession } from '../../test/kit/sessions.ts'
import { uuid7 } from '../platform/ids.ts'

async function answering() {
  const session = await servedSession()
  const { app, agent, conversationId } = session
  const { position: seen } = await session.snapshot()
  const submit = (who: typeof agent, more: object, visibility = 'public') =>
    app.as(who).run('ticket.submit', {
      conversationId,
      message: { messageId: uuid7(), content: { text: 'Here you are' }, visibility },
      ...more,
    })
  return { ...session, seen, submit }
}

test('an answer to what is no longer the last word is held back, with nothing changed, until it is meant [TK6]', async () => {
  const { agent, seen, say, submit, snapshot } = await answering()
  await say('And one more thing')
  const { position } = await snapshot()
  await assert.rejects(submit(agent, { seen, changes: { status: 'solved' } }), refused('newer_message'))
  assert.equal((await snapshot()).position, position)
  await submit(agent, { seen: position })
  await submit(agent, { seen, anyway: true })
})

test('a colleague’s reply is a newer word, too; his note is none, nor is one’s own', async () => {
  const { app, agent, seen, submit } = await answering()
  const colleague = await app.agent()
  await submit(agent, {})
  await submit(colleague, {}, 'note')
  await submit(agent, { seen })
  await submit(colleague, {})
  await assert.rejects(submit(agent, { seen }), refused('newer_message'))
  await submit(agent, { seen }, 'note')
})
