/** A key made of a label: `Où ça ?` → `ou-ca`; another number when it is taken. */
export function keyOf(label: string, taken: readonly string[]): string {
  const plain =
    label
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'option'
  if (!taken.includes(plain)) return plain
  for (let n = 2; ; n += 1) if (!taken.includes(`${plain}-${n}`)) return `${plain}-${n}`
}
