import type { Colleague } from '../../../server/identity/contract.ts'

/** The `@…` before the caret that a name may complete; null when there is none. Pure. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(text.slice(0, caret))
  if (!found) return null
  const query = found[1] ?? ''
  return { from: caret - query.length - 1, query }
}

export function matchingColleagues(colleagues: readonly Colleague[], query: string, meId: number): Colleague[] {
  const wanted = plain(query)
  return colleagues
    .filter(
      (one) =>
        one.active &&
        one.id !== meId &&
        plain(one.name)
          .split(' ')
          .some((_, index, words) => words.slice(index).join(' ').startsWith(wanted)),
    )
    .slice(0, 6)
}

export function complete(text: string, from: number, caret: number, name: string): { text: string; caret: number } {
  const inserted = `@${name} `
  return { text: text.slice(0, from) + inserted + text.slice(caret).replace(/^ /, ''), caret: from + inserted.length }
}

/**
 * Whom a note names when it is sent, read from its text alone: a draft of yesterday, or of another device, mentions the
 * same people. The longest name that fits is meant: "@Ann Lee" does not call Ann.
 */
export function namedIn(text: string, colleagues: readonly Pick<Colleague, 'id' | 'name' | 'active'>[]): number[] {
  const byLength = colleagues
    .filter(({ active, name }) => active && name !== '')
    .sort((a, b) => b.name.length - a.name.length)
  const named = new Set<number>()
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1)
    const found = byLength.find(({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)))
    if (found) named.add(found.id)
  }
  return [...named]
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
