import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { agree } from '../kit/flows/agreement.ts'
import { gatherCrowd, startTalking } from '../kit/flows/crowd.ts'
import { dice } from '../kit/flows/dice.ts'
import { startNodes } from '../kit/flows/node-processes.ts'

const KILLS = 6

/** Law 1, through kills of one node of several: desks and widgets go on with another. */
test('three nodes, one of which is killed again and again under load: nothing lost, nothing doubled, one order for all', async () => {
  const chance = dice(31_337)
  const { nodes, first, url } = await startNodes(3)
  const crowd = await gatherCrowd(first, { customers: 30, desks: 3, origin: url })
  const stopTalking = startTalking(crowd, chance, 150)
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(200 + chance.below(800))
    const node = chance.pick(nodes)
    await node.killServer()
    for (const { widget } of crowd.talks) if (chance.below(5) === 0) await widget.reload()
    await node.start()
  }
  await pause(500)
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 200, `only ${messages} messages`)
  for (const node of nodes) assert.equal(await nodesKnownTo(node.url), 3)
})

async function nodesKnownTo(url: string): Promise<number> {
  const state = (await (await fetch(`${url}/ready`)).json()) as { nodes: number }
  return state.nodes
}
