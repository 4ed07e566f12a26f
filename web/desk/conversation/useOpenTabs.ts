import { useState } from 'react'
import { useDesk } from '../shell/DeskContext.tsx'

/** Kept for each person: who signs in next in this window has tabs of his own. */
const placeOf = (userId: number): string => `causerie.tabs.${userId}`
const MOST_TABS = 8
/** Hidden ones stay mounted, so that going back is instant. */
const MOST_MOUNTED = 5

/** Conversations opened in this window, in the order they were opened; kept over a reload. */
export function useOpenTabs(current: number | null) {
  const place = placeOf(useDesk().me.id)
  const [ids, setIds] = useState(() => restore(place))
  const keep = (next: number[]) => {
    sessionStorage.setItem(place, JSON.stringify(next))
    setIds(next)
  }
  const [recent, setRecent] = useState<number[]>([])
  /** Just closed, and still the current one until the address has followed: it does not come back. */
  const [leaving, setLeaving] = useState<number | null>(null)
  if (leaving !== null && leaving !== current) setLeaving(null)
  // Derived while rendering: the tab of the current conversation is there in the same frame.
  const shown =
    current === null || current === leaving || ids.includes(current) ? ids : [...ids, current].slice(-MOST_TABS)
  const mounted =
    current === null || current === leaving || recent[0] === current
      ? recent
      : [current, ...recent.filter((id) => id !== current)].slice(0, MOST_MOUNTED)
  if (shown !== ids) keep(shown)
  if (mounted !== recent) setRecent(mounted)

  return {
    ids: shown,
    mounted: mounted.filter((id) => shown.includes(id)),
    /** Closes one; gives the one to show in its place. */
    close(id: number): number | null {
      const at = shown.indexOf(id)
      const rest = shown.filter((each) => each !== id)
      keep(rest)
      if (id === current) setLeaving(id)
      setRecent(mounted.filter((each) => each !== id))
      return rest[at] ?? rest.at(-1) ?? null
    },
  }
}

function restore(place: string): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => Number.isSafeInteger(id)) : []
  } catch {
    return []
  }
}
