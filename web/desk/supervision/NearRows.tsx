import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'

/** So many rows come and go together. */
const AT_ONCE = 20
const ROW_PX = 53
const NEAR = '700px 0px'

type NearRowsProps<Item> = {
  label: string
  className: string
  items: readonly Item[]
  keyOf(item: Item): number
  /** What scrolls. */
  within: RefObject<HTMLElement | null>
  row(item: Item, place: number): ReactNode
}

/** A list of any length, of which only what is near the visible part is made: hundreds of agents cost what thirty do. */
export function NearRows<Item>({ label, className, items, keyOf, within, row }: NearRowsProps<Item>) {
  const parts = Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, n) =>
    items.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  )
  return (
    <div role="list" aria-label={label} className={className}>
      {parts.map((some, part) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <Part key={part} count={some.length} isFirst={part === 0} within={within}>
          {() =>
            some.map((item, index) => (
              <div
                key={keyOf(item)}
                role="listitem"
                aria-setsize={items.length}
                aria-posinset={part * AT_ONCE + index + 1}
              >
                {row(item, part * AT_ONCE + index)}
              </div>
            ))
          }
        </Part>
      ))}
    </div>
  )
}

type PartProps = { count: number; isFirst: boolean; within: RefObject<HTMLElement | null>; children: () => ReactNode }

function Part({ count, isFirst, within, children }: PartProps) {
  const element = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(isFirst)
  // As high as it was when it was last seen: an opened row is higher than others.
  const [height, setHeight] = useState<number | null>(null)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen === undefined) return
        // Where the keyboard is, nothing goes away.
        const isKept = seen.isIntersecting || current.contains(document.activeElement)
        if (!isKept && current.childElementCount > 0) setHeight(seen.boundingClientRect.height)
        setNear(isKept)
      },
      { root: within.current, rootMargin: NEAR },
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [within])
  return (
    <div ref={element} role="presentation" style={isNear ? undefined : { height: height ?? count * ROW_PX }}>
      {isNear && children()}
    </div>
  )
}
