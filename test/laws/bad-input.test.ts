import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { prepareJobs } from '../../server/platform/jobs/run-jobs.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { type Person } from '../kit/app.ts'
import { fitting, garbage, poisoned } from '../kit/arbitrary.ts'
import { restingContent } from '../kit/content.ts'
import { refused } from '../kit/people.ts'
import { servedSession } from '../kit/sessions.ts'

/** Commands that would end the sessions of those who try here. */
const LEAVING = ['login.revoke_all', 'login.revoke', 'password.change']

async function people() {
  const session = await servedSession({ role: 'administrator' })
  const { app, visitor, agent } = session
  // What owes jobs to the outside finds their queue.
  await prepareJobs(app.db, app.databaseUrl)
  await session.note('only for us')
  const persons: Person[] = [{ kind: 'nobody' }, visitor, await app.visitor(), agent, await app.agent('light_agent')]
  return { app, persons, session }
}

/** Law 10: bad input gets a clear refusal and changes nothing. */
test('input of the wrong shape is refused by every command, and nothing changes', async () => {
  const { app, persons } = await people()
  const before = await restingContent(app.databaseUrl)
  for (const command of app.engine.commands.values()) {
    const check = Compile(command.input)
    const input = garbage().filter((value) => !check.Check(value))
    await fc.assert(
      fc.asyncProperty(input, fc.constantFrom(...persons), async (value, person) => {
        await assert.rejects(app.as(person).run(command.name, value), isClear(command.name))
      }),
      { numRuns: 40 },
    )
  }
  assert.deepEqual(await restingContent(app.databaseUrl), before)
})

test('text that cannot be stored is refused by every command, and nothing changes', async () => {
  const { app, persons } = await people()
  const before = await restingContent(app.databaseUrl)
  for (const command of app.engine.commands.values()) {
    const input = fc
      .tuple(fitting(command.input), fc.constantFrom('\u0000', '\ud800', 'a\udc00b'))
      .map(([value, poison]) => poisoned(value, poison))
      .filter((value) => value !== null)
    if (fc.sample(fitting(command.input), 20).every((value) => poisoned(value, '\u0000') === null)) continue
    await fc.assert(
      fc.asyncProperty(input, fc.constantFrom(...persons), async (value, person) => {
        await assert.rejects(app.as(person).run(command.name, value), isClear(command.name))
      }),
      { numRuns: 15 },
    )
  }
  assert.deepEqual(await restingContent(app.databaseUrl), before)
})

test('input of the right shape but any content is done or refused, never a fault', async () => {
  const { app, persons, session } = await people()
  let done = 0
  for (const command of app.engine.commands.values()) {
    if (LEAVING.includes(command.name)) continue
    await fc.assert(
      fc.asyncProperty(fitting(command.input), fc.constantFrom(...persons), async (value, person) => {
        try {
          await app.engine.execute(await freshActor(person), command.name, value)
          done += 1
        } catch (error) {
          assert.ok(isClear(command.name)(error), `${command.name} ${JSON.stringify(value)}: ${String(error)}`)
        }
      }),
      { numRuns: 60 },
    )
  }
  assert.ok(done > 100, `only ${done} were done: the inputs do not reach far`)
  assert.equal(await app.counts.drift(), 0)
  assert.ok(session)

  async function freshActor(person: Person) {
    return person
  }
})

test('what a refusal says is about the input, and names the field', async () => {
  const { app, session } = await people()
  const input = { conversationId: session.conversationId, messageId: 'no uuid', content: { text: 7 } }
  await assert.rejects(app.as(session.visitor).run('message.send', input), (error) => {
    assert.ok(refused('invalid_input')(error) && error instanceof Refusal)
    assert.match(JSON.stringify(error.details), /messageId.*content\.text/)
    return true
  })
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as object
  await assert.rejects(
    app.as(session.visitor).run('message.send', {
      ...input,
      messageId: '01a201ff-4ecf-77cd-b1d5-f8c71b5ad394',
      content: { text: 'x', deep },
    }),
    refused('invalid_input'),
  )
})

/** A refusal with a code of ours, which is neither a fault nor "try again". */
const isClear =
  (name: string) =>
  (error: unknown): boolean => {
    const isRefusal = error instanceof Refusal && error.code !== 'internal' && error.code !== 'unavailable'
    if (!isRefusal) console.log(name, error)
    return isRefusal
  }
