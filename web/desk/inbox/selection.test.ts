import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clearSelection, selectAll, selection, selectTo, toggleSelected } from './selection.ts'

const chosen = () => [...selection.get()].toSorted((a, b) => a - b)
const list = [5, 4, 3, 2, 1]

test('conversations are chosen one by one, as a range from the last one, all, and not any more', () => {
  toggleSelected(4)
  selectTo(list, 2)
  assert.deepEqual(chosen(), [2, 3, 4])
  toggleSelected(3)
  assert.deepEqual(chosen(), [2, 4])
  selectTo(list, 5)
  assert.deepEqual(chosen(), [2, 3, 4, 5], 'upwards, from the one touched last')
  clearSelection()
  selectTo(list, 3)
  assert.deepEqual(chosen(), [3], 'without a beginning, one')
  selectAll(list)
  assert.deepEqual(chosen(), [1, 2, 3, 4, 5])
  clearSelection()
  assert.deepEqual(chosen(), [])
})
