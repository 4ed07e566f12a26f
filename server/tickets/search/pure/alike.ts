/** Whether a word is the other one, its beginning, or it with a typing error or two: what is marked in names. */
export function isAlike(word: string, typed: string): boolean {
  if (word.startsWith(typed)) return true
  const allowed = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
  return Math.abs(word.length - typed.length) <= allowed && distance(word, typed) <= allowed
}

/** Letters missing, too many, wrong, or two swapped. */
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let j = 1; j <= b.length; j += 1) rows[0]?.push(j)
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const cheapest = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1))
      rows[i]?.push(isSwapped ? Math.min(cheapest, at(i - 2, j - 2) + 1) : cheapest)
    }
  return at(a.length, b.length)
}
