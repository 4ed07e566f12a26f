import { type Item, nameOf, type Transferable } from './kinds/kind.ts'

/** Places of the items, each after those it names; in a circle somebody is first, and is refused where it is saved. */
export function inNeededOrder(items: readonly Item[], { needs }: Pick<Transferable, 'needs'>): number[] {
  const order: number[] = []
  const seen = new Set<number>()
  const places = new Map(items.map((item, index) => [nameOf(item).toLowerCase(), index]))
  const visit = (index: number) => {
    if (seen.has(index)) return
    seen.add(index)
    for (const name of needs?.(items[index] ?? {}) ?? []) {
      const place = places.get(name.trim().toLowerCase())
      if (place !== undefined) visit(place)
    }
    order.push(index)
  }
  for (const index of items.keys()) visit(index)
  return order
}
