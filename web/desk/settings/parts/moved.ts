/** The list with some of its ids moved before or after another; as it was when there is nothing to do. */
export function moved(
  ids: readonly number[],
  moving: ReadonlySet<number>,
  target: number,
  place: 'before' | 'after',
): number[] {
  if (moving.has(target)) return [...ids]
  const rest = ids.filter((id) => !moving.has(id))
  const at = rest.indexOf(target) + (place === 'after' ? 1 : 0)
  return [...rest.slice(0, at), ...ids.filter((id) => moving.has(id)), ...rest.slice(at)]
}
