import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { agree } from '../kit/flows/agreement.ts'
import { gatherCrowd, startTalking } from '../kit/flows/crowd.ts'
import { dice } from '../kit/flows/dice.ts'
import { openLine } from '../kit/flows/line.ts'
import { startServerProcess } from '../kit/flows/server-process.ts'

/** Law 1, through bad lines. */
test('lines that lose, delay, break and fall silent: all that was written arrives, once, in one order [S4.6]', async () => {
  const chance = dice(14_541)
  const server = await startServerProcess()
  const line = await openLine(server.port, chance)
  const crowd = await gatherCrowd(server, { customers: 50, origin: line.url })
  const stopTalking = startTalking(crowd, chance, 300)
  line.become({ delay: 40, loss: 0.05, cuts: 0.005 })
  line.silence(5)
  await pause(4_000)
  line.cutAll()
  await pause(4_000)
  line.become({ delay: 40, loss: 0.05 })
  await stopTalking()
  const { messages } = await agree(crowd)
  assert.ok(messages > 300 && line.told.lost > 10 && line.told.cuts > 0, JSON.stringify({ messages, ...line.told }))
})
