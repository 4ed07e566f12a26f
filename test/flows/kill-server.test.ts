import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { agree } from '../kit/flows/agreement.ts'
import { gatherCrowd, startTalking } from '../kit/flows/crowd.ts'
import { dice } from '../kit/flows/dice.ts'
import { startServerProcess } from '../kit/flows/server-process.ts'

const KILLS = 10

/** Law 1, through kills of the server. */
test('the server is killed ten times under load: nothing acknowledged is lost, nothing doubled, one order for all', async () => {
  const chance = dice(20_260)
  const server = await startServerProcess()
  const crowd = await gatherCrowd(server, { customers: 50 })
  const stopTalking = startTalking(crowd, chance, 300)
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(200 + chance.below(800))
    await server.killServer()
    // Some customers see that nothing goes on, and load the page again.
    for (const { widget } of crowd.talks) if (chance.below(5) === 0) await widget.reload()
    await server.start()
  }
  await pause(500)
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 300, `only ${messages} messages`)
})
