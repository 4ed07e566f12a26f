/** Which events this node has heard of lately, and so which it has not. */
export type Heard = {
  note(stream: string, position: number): void
  /** Of the positions from `first` to `last`, those that were not heard. */
  missing(stream: string, first: number, last: number): number[]
  /** What has not moved for a few turns is forgotten. */
  turn(): void
}

/** Positions between `from` and `to` but for `holes`. */
type Known = { from: number; to: number; holes: Set<number> | null; turn: number }
const KEPT_TURNS = 5
/** Beyond a jump as wide as this, what was before is forgotten rather than kept as holes. */
const MOST_HOLES = 1_000

export function createHeard(): Heard {
  const known = new Map<string, Known>()
  let now = 0
  return {
    note(stream, position) {
      const at = known.get(stream)
      if (at === undefined) return void known.set(stream, { from: position, to: position, holes: null, turn: now })
      at.turn = now
      if (position === at.to + 1) at.to = position
      else if (position > at.to) jump(at, position)
      else if (at.holes?.delete(position) !== true && position === at.from - 1) at.from = position
    },
    missing(stream, first, last) {
      const at = known.get(stream)
      const lost: number[] = []
      for (let position = first; position <= last; position += 1)
        if (at === undefined || position < at.from || position > at.to || at.holes?.has(position) === true)
          lost.push(position)
      return lost
    },
    turn() {
      now += 1
      for (const [stream, { turn }] of known) if (turn < now - KEPT_TURNS) known.delete(stream)
    },
  }
}

function jump(at: Known, position: number): void {
  if (position - at.to > MOST_HOLES) at.from = position
  else {
    at.holes ??= new Set()
    for (let hole = at.to + 1; hole < position; hole += 1) at.holes.add(hole)
  }
  if (at.from === position) at.holes = null
  at.to = position
}
