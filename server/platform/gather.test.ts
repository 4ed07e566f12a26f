import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather } from './gather.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('what is asked in one moment, and while a batch is under way, goes together, in order', async () => {
  const batches: number[][] = []
  const double = gather(3, async (numbers: number[]) => {
    batches.push(numbers)
    await turn()
    return numbers.map((n) => n * 2)
  })
  const first = [1, 2].map(double)
  await turn()
  const second = [3, 4, 5, 6].map(double)
  assert.deepEqual(await Promise.all([...first, ...second]), [2, 4, 6, 8, 10, 12])
  assert.deepEqual(batches, [[1, 2], [3, 4, 5], [6]])
  assert.equal(await double(7), 14)
})

test('a batch that fails costs only those in it', async () => {
  const answer = gather(2, async (numbers: number[]) => {
    if (numbers.includes(1)) throw new Error('no')
    return numbers
  })
  const [one, two, three] = await Promise.allSettled([1, 2, 3].map(answer))
  assert.deepEqual([one?.status, two?.status, three?.status], ['rejected', 'rejected', 'fulfilled'])
})
