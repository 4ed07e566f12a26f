import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from './figures/figure.ts'
import { json, table } from './report.ts'
import { runs } from './runs.ts'
import { isMet, targets } from './targets.ts'

const wanted = targets.slice(0, 3)
const found = new Map<string, Finding>([
  ['throughput_ratio_64', { value: 1.204 }],
  ['throughput_ratio_400', { value: 0.9 }],
  ['latency_p50_ratio', { value: null, reason: '1 refused: unavailable' }],
])

test('every figure with a target is found out by one run, and no other', () => {
  assert.deepEqual(runs.flatMap(({ keys }) => keys).sort(), targets.map(({ key }) => key).sort())
})

test('a limit itself is met', () => {
  assert.ok(isMet({ key: 'k', about: '', least: 1 }, 1))
  assert.ok(isMet({ key: 'k', about: '', most: 20 }, 20))
  assert.ok(!isMet({ key: 'k', about: '', least: 1 }, 0.99))
  assert.ok(!isMet({ key: 'k', about: '', most: 20 }, 20.1))
})

test('the table tells value and verdict, and why there is no value', () => {
  const [, first, second, third] = table(wanted, found).split('\n')
  assert.match(first ?? '', /^throughput_ratio_64 +≥ 1 +1\.2 +ok/)
  assert.match(second ?? '', /≥ 1 +0\.9 +missed/)
  assert.match(third ?? '', /≤ 3 +null +– +1 refused: unavailable$/)
})

test('the JSON holds each figure with its target, and the settings of the database', () => {
  const database = { fsync: 'on', synchronous_commit: 'on' }
  const facts = { database, seconds: 1, at: new Date(0), loadAverage: [0, 0] satisfies [number, number] }
  const { figures, ...rest }: { figures: Record<string, unknown>; database: unknown } = JSON.parse(
    json(wanted, found, facts),
  )
  assert.deepEqual(rest.database, database)
  assert.deepEqual(figures['throughput_ratio_400'], { value: 0.9, target: '≥ 1', met: false })
  assert.deepEqual(figures['latency_p50_ratio'], {
    value: null,
    target: '≤ 3',
    met: null,
    reason: '1 refused: unavailable',
  })
})
