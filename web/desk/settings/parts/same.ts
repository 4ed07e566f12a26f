/** Whether two values say the same; lists of words and numbers are sets, so that taking one out and back changes nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return sameSet(a, b)
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]))
}

/** The same, also in the order of its lists. */
export const sameInOrder = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const sameSet = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each) => b.some((other) => same(each, other)))

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
