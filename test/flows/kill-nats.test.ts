import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { agree } from '../kit/flows/agreement.ts'
import { gatherCrowd, startTalking } from '../kit/flows/crowd.ts'
import { dice } from '../kit/flows/dice.ts'
import { startNodes } from '../kit/flows/node-processes.ts'

const KILLS = 10

/** Law 1, through kills of the bus; and through one that is there and does nothing. */
test('NATS is killed ten times under load, and held still: nothing lost, nothing doubled, one order for all', async () => {
  const chance = dice(42_224)
  const { nats, first, nodes, url } = await startNodes(2)
  const crowd = await gatherCrowd(first, { customers: 30, desks: 2, origin: url })
  const stopTalking = startTalking(crowd, chance, 150)
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(200 + chance.below(800))
    if (chance.below(4) === 0) {
      nats.freeze()
      await pause(200 + chance.below(800))
      nats.thaw()
    } else {
      await nats.kill()
      await pause(chance.below(800))
      await nats.start()
    }
  }
  await pause(500)
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 200, `only ${messages} messages`)
  for (const node of nodes) assert.ok(node.isRunning(), node.said())
})
