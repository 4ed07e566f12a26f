import { useState } from 'react'

const PLACE = 'causerie.tabs'
const MOST_TABS = 8
/** Hidden ones stay mounted, so that going back is instant. */
const MOST_MOUNTED = 5

/** Conversations opened in this window, in the order they were opened; kept over a reload. */
export function useOpenTabs(current: number | null) {
  const [ids, setIds] = useState(restore)
  const [recent, setRecent] = useState<number[]>([])
  /** Just closed, and still the current one until the address has followed: it does not come back. */
  const [leaving, setLeaving] = useState<number | null>(null)
  if (leaving !== null && leaving !== current) setLeaving(null)
  // Derived while rendering: the tab of the current conversation is there in the same frame.
  const shown = current === null || current === leaving || ids.includes(current) ? ids : [...ids, current].slice(-MOST_TABS)
  const mounted =
    current === null || current === leaving || recent[0] === current
      ? recent
      : [current, ...recent.filter((id) => id !== current)].slice(0, MOST_MOUNTED)
  if (shown !== ids) keep(shown, setIds)
  if (mounted !== recent) setRecent(mounted)

  return {
    ids: shown,
    mounted: mounted.filter((id) => shown.includes(id)),
    /** Closes one; gives the one to show in its place. */
    close(id: number): number | null {
      const at = shown.indexOf(id)
      const rest = shown.filter((each) => each !== id)
      keep(rest, setIds)
      if (id === current) setLeaving(id)
      setRecent(mounted.filter((each) => each !== id))
      return rest[at] ?? rest.at(-1) ?? null
    },
  }
}

function keep(ids: number[], set: (ids: number[]) => void): void {
  sessionStorage.setItem(PLACE, JSON.stringify(ids))
  set(ids)
}

function restore(): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => Number.isSafeInteger(id)) : []
  } catch {
    return []
  }
}
