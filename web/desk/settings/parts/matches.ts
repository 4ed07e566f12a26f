/** Every typed word is in one of the texts, whatever its case and accents. */
export function matches(typed: string, texts: readonly string[]): boolean {
  const within = plain(texts.join(' '))
  return plain(typed)
    .split(/\s+/)
    .every((word) => within.includes(word))
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
