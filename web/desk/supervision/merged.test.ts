import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LaneView } from '../../../server/routing/contract.ts'
import { merged } from './merged.ts'

const lane = (queueId: number | null, groupId: number | null, waiting: number): LaneView => ({
  queueId,
  groupId,
  waiting,
  offered: 0,
  longestSince: null,
  expected: null,
  level: { within: 0, of: 0, targetPercent: 80, targetSeconds: 300 },
})

test('what is told replaces what was known, in its place; what is no more goes', () => {
  const first = merged(null, { agents: [], lanes: [lane(4, null, 1), lane(null, 2, 3)] })
  const next = merged(first, { agents: [], lanes: [lane(5, null, 1), lane(4, null, 7)], gone: [-2] })
  assert.deepEqual(
    next.lanes.map(({ queueId, waiting }) => [queueId, waiting]),
    [
      [4, 7],
      [5, 1],
    ],
  )
})
