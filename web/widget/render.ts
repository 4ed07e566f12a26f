/**
 * Draws the parts of the frame. They are written as stateless Preact components and typed by Preact; the build puts this
 * in its place (vite.config.ts), because Preact's core alone would be a third of all the widget may weigh. It knows what
 * the frame needs and no more: elements, text, keys, event handlers; no state, no hooks, no refs. The same tree always gives the same elements, and an element stays the same as long as its key (render.test.ts).
 */
export type Props = { [name: string]: unknown; children?: Child }
export type Child = Branch | Child[] | string | number | boolean | null | undefined
type Branch = { type: string; props: Props; key: string | undefined; branches: Branch[]; dom?: Element | Text }

export function jsx(type: string | ((props: Props) => Child), props: Props, key?: string): Child {
  if (typeof type === 'string') return { type, props, key, branches: flat(props.children) }
  const child = type(props)
  if (key !== undefined && isBranch(child)) child.key = key
  return child
}
export { jsx as jsxs }
export const Fragment = ({ children }: Props): Child => children

export function render(child: Child, parent: Element & { drawn?: Branch[] }): void {
  const branches = flat(child)
  place(parent, parent.drawn ?? [], branches)
  parent.drawn = branches
}

const isBranch = (child: Child): child is Branch => typeof child === 'object' && child !== null && !Array.isArray(child)

/** What has no key of its own is known by its place, which stays when what stands before it comes and goes. */
function flat(child: Child, place = '', into: Branch[] = []): Branch[] {
  if (Array.isArray(child)) child.forEach((each, at) => flat(each, `${place}.${at}`, into))
  else if (isBranch(child)) {
    child.key ??= place
    into.push(child)
  } else if (child || child === 0) into.push({ type: '', props: { data: `${child}` }, key: place, branches: [] })
  return into
}

function place(parent: Node, before: Branch[], branches: Branch[]): void {
  const known = new Map(before.map((branch) => [branch.key + branch.type, branch]))
  const kept = branches.map(({ key, type }) => {
    const old = known.get(key + type)
    known.delete(key + type)
    return old
  })
  // First what goes, so that what stays need not be moved: moving would cost it the focus.
  for (const { dom } of known.values()) dom?.remove()
  let next = parent.firstChild
  branches.forEach((branch, at) => {
    const dom = draw(branch, kept[at])
    if (dom === next) next = dom.nextSibling
    else parent.insertBefore(dom, next)
  })
}

function draw(branch: Branch, old?: Branch): Element | Text {
  const { type, props, branches } = branch
  // A part that was kept by who drew it is as it was.
  if (branch === old && old.dom) return old.dom
  const dom = old?.dom ?? make(type)
  branch.dom = dom
  for (const name in { ...old?.props, ...props }) set(dom, name, props[name], old?.props[name])
  place(dom, old?.branches ?? [], branches)
  return dom
}

function make(type: string): Element | Text {
  if (!type) return new Text()
  return document.createElementNS(
    /^(svg|path)$/.test(type) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml',
    type,
  )
}

function set(dom: Element | Text, name: string, value: unknown, old: unknown): void {
  const property = name.toLowerCase()
  if (name.startsWith('on')) {
    // What a handler returns means nothing: as a property, false would take the event away.
    if (value !== old)
      Reflect.set(dom, property, typeof value === 'function' ? (event: Event) => void value(event) : null)
  } else if (/^(data|value)/.test(name)) {
    // What the reader has typed changes without us.
    if (Reflect.get(dom, property) !== value) Reflect.set(dom, property, value)
  } else if (value !== old && dom instanceof Element && name !== 'children') {
    if (value === undefined || value === null || value === false) dom.removeAttribute(name)
    else dom.setAttribute(name, value === true ? '' : `${value}`)
  }
}
