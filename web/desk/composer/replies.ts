import type { SavedReplyView } from '../../../server/rules/contract.ts'

/** The `/…` at the start of a word before the caret; null when there is none. Pure. */
export function slashAt(text: string, caret: number): { from: number; query: string } | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret))
  if (!found) return null
  const query = found[1] ?? ''
  return { from: caret - query.length - 1, query }
}

const MOST = 8

/** By their word first, then by what they say. */
export function matchingReplies(replies: readonly SavedReplyView[], query: string): SavedReplyView[] {
  const wanted = plain(query)
  const rank = ({ shortcut, texts }: SavedReplyView): number => {
    const word = plain(shortcut)
    if (word.startsWith(wanted)) return 0
    if (word.includes(wanted)) return 1
    return Object.values(texts).some((text) => plain(text).includes(wanted)) ? 2 : 3
  }
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map(({ reply }) => reply)
}

/** As the server chooses: the language, without its country, English, or what there is. */
export function textIn(texts: Readonly<Record<string, string>>, locale: string): string {
  const said = [texts[locale], texts[locale.split('-')[0] ?? ''], texts['en'], ...Object.values(texts)]
  return said.find((text) => text !== undefined && text.trim() !== '') ?? ''
}

/** In the place of what was typed; letters that came after it stay behind it. */
export function putReply(text: string, from: number, to: number, words: string): { text: string; caret: number } {
  return { text: text.slice(0, from) + words + text.slice(to), caret: from + words.length }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
