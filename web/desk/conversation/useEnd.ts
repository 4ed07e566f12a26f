import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { ThreadPage } from '../../../server/conversations/contract.ts'

/** How near to the end counts as there, in pixels. */
const NEAR = 48

type EndParts = {
  scroller: RefObject<HTMLElement | null>
  content: RefObject<HTMLElement | null>
  thread: ThreadPage
  onAtEnd: (isAtEnd: boolean) => void
}
/** Something in sight, and how far above the end of the thread it stands. */
type Anchor = { element: Element; toEnd: number }

/** At the end the thread follows by itself; farther up what is read stays where it is, and what came is counted. */
export function useEnd({ scroller, content, thread, onAtEnd }: EndParts) {
  const [isAtEnd, setAtEnd] = useState(true)
  const last = thread.events.at(-1)?.p ?? 0
  const [leftAt, setLeftAt] = useState(last)
  const anchor = useRef<Anchor | null>(null)

  useLayoutEffect(() => {
    const held = anchor.current
    if (isAtEnd || !held?.element.isConnected || !scroller.current || !content.current) return
    const toEnd = distance(held.element, content.current)
    if (toEnd !== held.toEnd) scroller.current.scrollBy({ top: held.toEnd - toEnd, behavior: 'instant' })
    anchor.current = { ...held, toEnd }
  }, [thread.events, isAtEnd, scroller, content])

  const onScroll = useCallback(() => {
    if (!scroller.current || !content.current) return
    anchor.current = anchorIn(scroller.current, content.current)
    const isNow = scroller.current.scrollTop > -NEAR
    setAtEnd((before) => {
      if (before && !isNow) setLeftAt(last)
      return isNow
    })
    onAtEnd(isNow)
  }, [scroller, content, last, onAtEnd])

  const missed = isAtEnd ? 0 : thread.events.filter(({ p, type }) => p > leftAt && type === 'message.sent').length
  const toEnd = useCallback(() => scroller.current?.scrollTo({ top: 0, behavior: 'instant' }), [scroller])
  return { isAtEnd, missed, onScroll, toEnd }
}

function anchorIn(scroller: Element, content: Element): Anchor | null {
  const { left, top, width, height } = scroller.getBoundingClientRect()
  for (const part of [0.4, 0.5, 0.6, 0.3, 0.7]) {
    const element = document.elementFromPoint(left + width / 2, top + height * part)?.closest('article')
    if (element && content.contains(element)) return { element, toEnd: distance(element, content) }
  }
  return null
}

const distance = (element: Element, content: Element): number =>
  content.getBoundingClientRect().bottom - element.getBoundingClientRect().top
