import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from './parse.ts'

const brief = (typed: string) => {
  const { terms, filters, hints } = parse(typed)
  return [
    ...terms.map(({ text, exact, negated }) => `${negated ? '-' : ''}${exact ? `"${text}"` : text}`),
    ...filters.map(({ key, value, negated }) => `${negated ? '-' : ''}${key}=${value}`),
    ...hints.map(({ code, text }) => `${code}!${text}`),
  ]
}

test('words, exact words, filters and "not" [TS1]', () => {
  assert.deepEqual(brief('remboursement "exact words" status:open -tag:vip -lost'), [
    'remboursement',
    '"exact words"',
    '-lost',
    'status=open',
    '-tag=vip',
  ])
})

test('filters are understood in French and in English, with and without accents [TS1]', () => {
  for (const typed of ['statut:ouvert', 'état:Ouvert', 'status:OPEN', 'etat:"ouvert"'])
    assert.deepEqual(brief(typed), ['status=open'])
  assert.deepEqual(brief('statut:"en attente" priorité:élevée étiquette:Remboursé est:non-assigné'), [
    'status=pending',
    'priority=high',
    'tag=rembourse',
    'is=unassigned',
  ])
  assert.deepEqual(brief('avant:2026-01-01 après:hier contient:fichier client:"Ada Martin" canal:widget'), [
    'before=2026 01 01',
    'after=hier',
    'has=file',
    'contact=ada martin',
    'channel=widget',
  ])
})

test('what is no filter is hinted at with its place, and looked for as words [TS1]', () => {
  assert.deepEqual(parse('hello colour:red').hints, [{ start: 6, end: 16, code: 'unknown_filter', text: 'colour' }])
  assert.deepEqual(brief('colour:red'), ['colour red', 'unknown_filter!colour'])
  assert.deepEqual(brief('status:sleeping'), ['unknown_value!sleeping'])
  assert.deepEqual(brief('https://shop.example/a 10:30 ada@example.com'), [
    'https://shop.example/a',
    '10:30',
    'ada@example.com',
  ])
})

test('whatever is typed has a meaning, and all parts are where they say [TS1]', () => {
  const piece = fc.oneof(
    fc.constantFrom('status:', 'tag:', '"', '-', ':', ' ', '«', '»', 'état:', 'é', '//', '\u00a0', '🙂', 'moi', '#12'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const typed = pieces.join('')
      const { terms, filters, hints } = parse(typed)
      for (const part of [...terms, ...filters, ...hints]) {
        assert.ok(part.start >= 0 && part.start < part.end && part.end <= typed.length)
        assert.ok(typed.slice(part.start, part.end).includes(part.text.split(' ')[0] ?? ''))
      }
      const spans = [...terms, ...filters].sort((a, b) => a.start - b.start)
      for (const [index, span] of spans.entries()) assert.ok(span.start >= (spans[index - 1]?.end ?? 0))
    }),
  )
})

test('a filter taken out of the text leaves the rest as it was [TS1]', () => {
  const word = fc.constantFrom('refund', 'colis', '"exact words"', '-lost', 'status:open', 'assigné:moi', '-tag:vip')
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const typed = words.join(' ')
      const { filters } = parse(typed)
      const [first] = filters
      if (first === undefined) return
      const left = parse(typed.slice(0, first.start) + typed.slice(first.end))
      assert.deepEqual(
        left.filters.map(({ text }) => text),
        filters.slice(1).map(({ text }) => text),
      )
      assert.deepEqual(
        left.terms.map(({ text }) => text),
        parse(typed).terms.map(({ text }) => text),
      )
    }),
  )
})
