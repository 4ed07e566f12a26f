import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Child, jsx, type Props, render } from './render.ts'

/** As much of a document as the renderer touches, strict about order; browsers have the rest (test/browser). */
class FakeNode {
  parent: FakeNode | null = null
  children: FakeNode[] = []
  get firstChild(): FakeNode | null {
    return this.children[0] ?? null
  }
  get nextSibling(): FakeNode | null {
    const siblings = this.parent?.children ?? []
    return siblings[siblings.indexOf(this) + 1] ?? null
  }
  insertBefore(node: FakeNode, before: FakeNode | null) {
    moves += 1
    node.remove()
    const at = before === null ? this.children.length : this.children.indexOf(before)
    assert.ok(at >= 0, 'inserted before a stranger')
    this.children.splice(at, 0, node)
    node.parent = this
  }
  remove() {
    this.parent?.children.splice(this.parent.children.indexOf(this), 1)
    this.parent = null
  }
}
class FakeText extends FakeNode {
  data = ''
}
class FakeElement extends FakeNode {
  readonly attributes = new Map<string, string>()
  onclick: unknown = null
  value: unknown = ''
  readonly tag: string
  constructor(tag: string) {
    super()
    this.tag = tag
  }
  setAttribute(name: string, value: string) {
    this.attributes.set(name, value)
  }
  removeAttribute(name: string) {
    this.attributes.delete(name)
  }
}
let moves = 0
Object.assign(globalThis, {
  Element: FakeElement,
  Text: FakeText,
  document: { createElementNS: (_: string, tag: string) => new FakeElement(tag) },
})

const draw = (child: Child, parent: FakeElement) => Reflect.apply(render, null, [child, parent])
const shown = (node: FakeNode): unknown =>
  node instanceof FakeText
    ? node.data
    : node instanceof FakeElement
      ? [node.tag, [...node.attributes].sort(([a], [b]) => (a < b ? -1 : 1)), node.value, ...node.children.map(shown)]
      : assert.fail()

type Tree =
  | { tag: string; key?: number; title?: string; hidden?: boolean; value?: string; children: Tree[] }
  | string
  | null
  | false
const { tree } = fc.letrec<{ tree: Tree; children: Tree[] }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Tree[]>('text', '', 'b', null, false),
    fc.record(
      {
        tag: fc.constantFrom('p', 'b', 'svg', 'input'),
        key: fc.nat({ max: 5 }),
        title: fc.constantFrom('x', 'y'),
        hidden: fc.boolean(),
        value: fc.constantFrom('', 'v'),
        children: tie('children'),
      },
      { requiredKeys: ['tag', 'children'] },
    ),
  ),
  children: fc.uniqueArray(tie('tree'), {
    maxLength: 5,
    selector: (each) => (each && typeof each === 'object' && each.key !== undefined ? each.key : Symbol()),
  }),
}))

function childOf(tree: Tree): Child {
  if (tree === null || typeof tree !== 'object') return tree
  const { tag, key, children, ...props } = tree
  return jsx(tag, { value: '', ...props, children: children.map(childOf) }, key === undefined ? undefined : `k${key}`)
}

test('drawing over what was there gives what drawing afresh gives', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 2, maxLength: 5 }), (trees) => {
      const page = new FakeElement('body')
      for (const each of trees) {
        draw(childOf(each), page)
        const fresh = new FakeElement('body')
        draw(childOf(each), fresh)
        assert.deepEqual(shown(page), shown(fresh))
      }
    }),
    { numRuns: 2000 },
  )
})

const list = (...keys: string[]) => jsx('ul', { children: keys.map((key) => jsx('li', { children: key }, key)) })
const items = (page: FakeElement) => page.children[0]?.children ?? []

test('an element stays the same as long as its key, wherever it goes', () => {
  const page = new FakeElement('body')
  draw(list('a', 'b', 'c'), page)
  const [a, b, c] = items(page)
  draw(list('x', 'c', 'a', 'y'), page)
  assert.equal(items(page)[1], c)
  assert.equal(items(page)[2], a)
  assert.ok(b && !items(page).includes(b))
})

test('what stays is not moved when others come before it or go: moving would cost it the focus', () => {
  const page = new FakeElement('body')
  draw(list('a', 'b', 'c', 'd'), page)
  moves = 0
  draw(list('b', 'd'), page)
  assert.equal(moves, 0)
  draw(list('new', 'b', 'd', 'newer'), page)
  // Two elements and their texts.
  assert.equal(moves, 4)
})

test('a part that is given again as it was is not looked at', () => {
  const page = new FakeElement('body')
  const part = jsx('p', { title: 'kept', children: 'a' }, 'p')
  draw(part, page)
  const [p] = page.children
  assert.ok(p instanceof FakeElement)
  p.attributes.clear()
  draw([jsx('b', {}, 'b'), part], page)
  assert.equal(page.children[1], p)
  assert.equal(p.attributes.size, 0)
})

test('a part that comes and goes leaves its neighbours alone', () => {
  const page = new FakeElement('body')
  const parts = (isThere: boolean) =>
    jsx('form', { children: [isThere && jsx('p', { children: 'hint' }), jsx('textarea', { value: '' })] })
  draw(parts(false), page)
  const [area] = items(page)
  draw(parts(true), page)
  assert.equal(items(page)[1], area)
})

test('handlers and values are set as properties, flags as attributes', () => {
  const page = new FakeElement('body')
  let clicks = 0
  const onClick = () => {
    clicks += 1
    return false
  }
  draw(jsx('input', { onClick, value: 'typed', disabled: true, title: undefined }), page)
  const [input] = page.children
  assert.ok(input instanceof FakeElement)
  assert.ok(typeof input.onclick === 'function')
  // False, as a property's result, would cancel the event.
  assert.equal(input.onclick({}), undefined)
  assert.equal(clicks, 1)
  assert.equal(input.value, 'typed')
  assert.deepEqual([...input.attributes], [['disabled', '']])
  input.value = 'typed by the reader'
  draw(jsx('input', { value: 'typed', disabled: false }), page)
  assert.equal(input.value, 'typed')
  assert.ok(!input.onclick)
  assert.equal(input.attributes.size, 0)
})

test('components are functions of their properties, with keys and fragments', () => {
  const Line = ({ text }: Props) => jsx('li', { children: String(text) })
  const page = new FakeElement('body')
  draw(jsx('ul', { children: ['a', 'b'].map((text) => jsx(Line, { text }, text)) }), page)
  const [, b] = items(page)
  draw(jsx('ul', { children: ['b'].map((text) => jsx(Line, { text }, text)) }), page)
  assert.deepEqual(items(page), [b])
})
