const OVERSCAN = 6

/** Which rows of one height are in sight, and a few around them. */
export function windowOf({ top, room, height, count }: { top: number; room: number; height: number; count: number }) {
  const from = Math.max(0, Math.floor(top / height) - OVERSCAN)
  return { from, to: Math.min(count, Math.ceil((top + room) / height) + OVERSCAN) }
}

type Moved = { old: readonly number[]; now: readonly number[]; height: number; top: number; pointer: number | null }

/**
 * Where to scroll so that the row under the pointer (else the first in sight, once scrolled) does not move; null when
 * nothing needs to be held: the list stands at its top and nobody points at it.
 */
export function heldOffset({ old, now, height, top, pointer }: Moved): number | null {
  if (pointer === null && top < height / 2) return null
  const at = Math.floor((top + (pointer ?? 0)) / height)
  // A row that left hands over to its next neighbour.
  for (let index = Math.max(0, at); index < old.length; index += 1) {
    const id = old[index]
    const place = id === undefined ? -1 : now.indexOf(id)
    if (place >= 0) return Math.max(0, top + (place - index) * height)
  }
  return null
}
