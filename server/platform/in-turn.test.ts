import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn } from './in-turn.ts'

test('whoever asks gets a reading that began after he asked; those who wait share one', async () => {
  let stored = 0
  let seen = -1
  let readings = 0
  const open: (() => void)[] = []
  const load = inTurn(async () => {
    readings += 1
    const found = stored
    await new Promise<void>((resolve) => open.push(resolve))
    seen = found
  })
  const first = load()
  await turn()
  stored = 1
  const second = load()
  const third = load()
  open[0]?.()
  await first
  assert.equal(seen, 0)
  await turn()
  open[1]?.()
  await Promise.all([second, third])
  assert.equal(seen, 1)
  assert.equal(readings, 2)
})

test('a reading that fails fails those who asked for it, not the next', async () => {
  let fails = true
  const load = inTurn(async () => {
    if (fails) throw new Error('gone')
  })
  await assert.rejects(load(), /gone/)
  fails = false
  await load()
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
