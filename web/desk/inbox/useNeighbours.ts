import { startTransition, useEffect, useState } from 'react'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'

const SETTLED_MS = 250

/** What will probably be opened next: read ahead, and the nearest two drawn ahead, once the person has settled. */
export function useNeighbours(view: ListKey, current: number | null): readonly number[] {
  const { desk } = useDesk()
  const { rows } = useStore(desk.inbox.of(view))
  const isOpen = useStore(desk.line).state === 'open'
  const [drawn, setDrawn] = useState<readonly number[]>([])
  const wanted = nearest(
    rows.map((row) => row.conversationId),
    current,
  ).join(' ')
  useEffect(() => {
    if (wanted === '' || !isOpen) return
    const timer = setTimeout(() => {
      const ids = wanted.split(' ').map(Number)
      const read = ids.map((id) => desk.conversations.prefetch(id))
      void Promise.all(read.slice(0, 2)).then(() => startTransition(() => setDrawn(ids.slice(0, 2))))
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [desk, wanted, isOpen])
  return drawn
}

/** The next, the one before, the one after the next; or the first of the list. */
function nearest(ids: readonly number[], current: number | null): number[] {
  const at = current === null ? -1 : ids.indexOf(current)
  const near = at < 0 ? ids.slice(0, 3) : [ids[at + 1], ids[at - 1], ids[at + 2]]
  return near.flatMap((id) => id ?? [])
}
