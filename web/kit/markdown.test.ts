import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Block, type Inline, parseInline, parseMarkdown, plainText } from './markdown.ts'

const text = (value: string): Inline => ({ t: 'text', text: value })

test('marks inside a line', () => {
  assert.deepEqual(parseInline('a **b** *c* `d*e*`'), [
    text('a '),
    { t: 'strong', inside: [text('b')] },
    text(' '),
    { t: 'em', inside: [text('c')] },
    text(' '),
    { t: 'code', text: 'd*e*' },
  ])
  assert.deepEqual(parseInline('snake_case_name 2*3*4'), [text('snake_case_name 2*3*4')])
})

test('links: written, bare, and without the sentence around them', () => {
  assert.deepEqual(parseInline('[here](https://a.example/x)'), [
    { t: 'link', href: 'https://a.example/x', inside: [text('here')] },
  ])
  assert.deepEqual(parseInline('see https://a.example/b_(c).'), [
    text('see '),
    { t: 'link', href: 'https://a.example/b_(c)', inside: [text('https://a.example/b_(c)')] },
    text('.'),
  ])
})

test('an address that runs code stays text', () => {
  for (const bad of ['[x](javascript:alert(1))', '[x](data:text/html,y)', '[x](JaVaScRiPt:alert)', '[x](vbscript:y)'])
    assert.equal(links(parseMarkdown(bad)).length, 0, bad)
})

test('blocks', () => {
  assert.deepEqual(
    parseMarkdown('one\ntwo\n\n- a\n- b\n3. c\n> q\n```\n<b>\n```').map((block) => block.t),
    ['paragraph', 'list', 'list', 'quote', 'pre'],
  )
  assert.deepEqual(parseMarkdown('3. c')[0], { t: 'list', ordered: true, start: 3, items: [[text('c')]] })
})

test('any input: links are safe, no letter is lost, and it takes no time', () => {
  const letters = fc.string({
    unit: fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '>', '-', ' ', '\n', 'a', 'é', 'https://', 'javascript:'),
  })
  fc.assert(
    fc.property(letters, (source) => {
      const blocks = parseMarkdown(source)
      for (const { href } of links(blocks)) assert.match(href, /^(https?:\/\/|mailto:|tel:)/i)
      assert.ok(count(JSON.stringify(blocks), 'é') >= count(source.replace(/^```.*$/gm, ''), 'é'))
    }),
  )
  const started = performance.now()
  for (const hard of ['**a', '_a ', '[a](', '> ', '`', 'https://(', '- ']) parseMarkdown(hard.repeat(3_000))
  assert.ok(performance.now() - started < 2_000)
})

const count = (source: string, letter: string): number => source.split(letter).length - 1

function links(blocks: Block[]): Extract<Inline, { t: 'link' }>[] {
  const inline = (part: Inline): Extract<Inline, { t: 'link' }>[] =>
    part.t === 'link' ? [part] : 'inside' in part ? part.inside.flatMap(inline) : []
  return blocks.flatMap((block) => {
    if (block.t === 'quote') return links(block.inside)
    if (block.t === 'list') return block.items.flat().flatMap(inline)
    return block.t === 'pre' ? [] : block.inside.flatMap(inline)
  })
}

test('the words alone, for lists and headings', () => {
  assert.equal(
    plainText('Hello **you** and *me*,\nsee `this` or [that](https://a.example)'),
    'Hello you and me, see this or that',
  )
  assert.equal(plainText('2 * 3 * 4 and snake_case_name'), '2 * 3 * 4 and snake_case_name')
  fc.assert(fc.property(fc.string(), (any) => plainText(any).length <= any.length))
})
