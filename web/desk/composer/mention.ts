import type { Colleague } from '../../../server/identity/contract.ts'

export type Mention = { id: number; name: string }

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

/** Whom the note still names when it is sent. */
export const stillNamed = (text: string, mentions: readonly Mention[]): number[] => [
  ...new Set(mentions.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)),
]

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
