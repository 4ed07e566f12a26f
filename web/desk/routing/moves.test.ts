import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldView } from '../../../server/routing/contract.ts'
import { moveOf, undoOf } from './moves.ts'

const held = { conversationId: 4, groupId: 2 } as HeldView
const note = (text: string) => ({ messageId: 'm', text })

test('to an agent with a note he is told of; to a group it is nobody’s; to a queue by its own command [S4.22]', () => {
  assert.deepEqual(moveOf(held, 'agent', 9, note('Please')).input, {
    conversationId: 4,
    message: { messageId: 'm', content: { text: 'Please' }, visibility: 'note', mentions: [9] },
    changes: { assigneeId: 9 },
  })
  assert.deepEqual(moveOf(held, 'group', 3, note('')).input, {
    conversationId: 4,
    changes: { assigneeId: null, groupId: 3 },
  })
  assert.deepEqual(moveOf(held, 'queue', 5, note('')), {
    name: 'ticket.queue',
    input: { conversationId: 4, queueId: 5 },
  })
})

test('given back, it is in the hands and the group it came from', () => {
  assert.deepEqual(undoOf(held, 7).input, { conversationId: 4, changes: { assigneeId: 7, groupId: 2 } })
})
