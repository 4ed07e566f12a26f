import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { snippet } from './snippet.ts'

const found = (word: string) => word.startsWith('rembours')
const marked = (text: string) => {
  const { text: shown, marks } = snippet(text, found)
  return marks.map(([start, end]) => shown.slice(start, end))
}

test('the words looked for are marked, in a piece of the text around the first [TS5]', () => {
  assert.deepEqual(marked('Où en est le Remboursement, et qui rembourse ?'), ['Remboursement', 'rembourse'])
  const far = snippet(`${'bla '.repeat(100)}remboursé ${'bla '.repeat(100)}`, found)
  assert.ok(far.text.startsWith('… ') && far.text.endsWith(' …') && far.text.length < 260)
  assert.deepEqual(
    far.marks.map(([start, end]) => far.text.slice(start, end)),
    ['remboursé'],
  )
})

test('marks are words of what is shown, whatever the text is [TS5]', () => {
  const piece = fc.oneof(
    fc.constantFrom('remboursé', ' ', '🙂', 'é', '\n', 'x'.repeat(90), '<b>'),
    fc.string({ unit: 'grapheme', maxLength: 9 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { text, marks } = snippet(pieces.join(''), found)
      assert.ok(text.isWellFormed())
      for (const [start, end] of marks) assert.match(text.slice(start, end).normalize('NFKD').toLowerCase(), /rembours/)
    }),
  )
})
