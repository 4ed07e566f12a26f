/** What is to happen, the earliest first; at the same instant what was planned first. A binary heap. */
export type Agenda<Item> = { plan(at: number, item: Item): void; next(): { at: number; item: Item } | null }
type Entry<Item> = { at: number; order: number; item: Item }

export function createAgenda<Item>(): Agenda<Item> {
  const heap: Entry<Item>[] = []
  let order = 0
  const isBefore = (a: Entry<Item>, b: Entry<Item>) => a.at < b.at || (a.at === b.at && a.order < b.order)
  return {
    plan(at, item) {
      const entry = { at, order: (order += 1), item }
      let place = heap.push(entry) - 1
      while (place > 0) {
        const above = (place - 1) >> 1
        const parent = heap[above]
        if (parent === undefined || !isBefore(entry, parent)) break
        heap[place] = parent
        place = above
      }
      heap[place] = entry
    },
    next() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return null
      if (heap.length > 0) sink(last)
      return first
    },
  }

  function sink(entry: Entry<Item>): void {
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const [one, two] = [heap[left], heap[left + 1]]
      if (one === undefined) break
      const below = two !== undefined && isBefore(two, one) ? two : one
      if (!isBefore(below, entry)) break
      heap[place] = below
      place = below === one ? left : left + 1
    }
    heap[place] = entry
  }
}
