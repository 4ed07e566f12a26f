import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboxRow } from '../../../../server/tickets/contract.ts'
import { known } from '../../../../test/kit/known.ts'
import { inGroups } from './in-groups.ts'

const row = (conversationId: number, priority: string | null) => known<InboxRow>({ conversationId, priority })

test('rows are parted where the group changes, and stay in their order', () => {
  const rows = [row(1, 'urgent'), row(2, 'urgent'), row(3, 'low'), row(4, null)]
  const parted = (group: 'priority' | null) =>
    inGroups(rows, group).map(({ rows: inside }) => inside.map(({ conversationId }) => conversationId))
  assert.deepEqual(parted('priority'), [[1, 2], [3], [4]])
  assert.deepEqual(parted(null), [[1, 2, 3, 4]])
})
