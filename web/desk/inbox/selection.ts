import { createStore } from '../live/store.ts'

/** The conversations chosen in the list, to be changed together. */
export const selection = createStore<ReadonlySet<number>>(new Set())
/** Where a range begins. */
let anchor: number | null = null

export function toggleSelected(id: number): void {
  const next = new Set(selection.get())
  if (!next.delete(id)) next.add(id)
  anchor = id
  selection.set(next)
}

/** From the last one chosen to this one, in the order of the list. */
export function selectTo(ids: readonly number[], id: number): void {
  const [from, to] = [ids.indexOf(anchor ?? id), ids.indexOf(id)]
  if (from < 0 || to < 0) return toggleSelected(id)
  selection.set(new Set([...selection.get(), ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]))
}

export const selectAll = (ids: readonly number[]): void => selection.set(new Set(ids))
export function clearSelection(): void {
  anchor = null
  if (selection.get().size > 0) selection.set(new Set())
}
