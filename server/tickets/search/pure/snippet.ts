import type { Highlighted } from '../contract.ts'
import { fold } from './fold.ts'

const WORD = /[\p{L}\p{N}\p{M}]+/gu
const BEFORE = 40
const LENGTH = 180

/** The folded words of a text, each once. */
export const wordsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(WORD)].flatMap(([word]) => fold(word).trim().split(' ').filter(Boolean)))

/** The whole text with the words marked that were looked for. */
export function highlighted(text: string, isFound: (folded: string) => boolean): Highlighted {
  return { text, marks: marksIn(text, isFound) }
}

/** A piece of the text, on one line, around the first word that was looked for. */
export function snippet(text: string, isFound: (folded: string) => boolean): Highlighted {
  const line = text.replace(/\s+/g, ' ').trim()
  const marks = marksIn(line, isFound)
  const first = marks[0]?.[0] ?? 0
  const start = line.length <= LENGTH || first <= BEFORE ? 0 : beginOfWord(line, first - BEFORE)
  const end = line.length - start <= LENGTH ? line.length : endOfWord(line, start + LENGTH)
  const [head, tail] = [start > 0 ? '… ' : '', end < line.length ? ' …' : '']
  const by = head.length - start
  return {
    text: head + line.slice(start, end).trimEnd() + tail,
    marks: marks.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from + by, to + by]),
  }
}

function marksIn(text: string, isFound: (folded: string) => boolean): [number, number][] {
  const marks: [number, number][] = []
  for (const { 0: word, index } of text.matchAll(WORD))
    if (fold(word).trim().split(' ').some(isFound)) marks.push([index, index + word.length])
  return marks
}

/** Never in the middle of a word, nor of a character. */
function beginOfWord(text: string, from: number): number {
  const blank = text.indexOf(' ', from)
  return blank < 0 || blank - from > BEFORE ? whole(text, from) : blank + 1
}

function endOfWord(text: string, to: number): number {
  const blank = text.lastIndexOf(' ', to)
  return blank < 0 || to - blank > BEFORE ? whole(text, to) : blank
}

const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at)
