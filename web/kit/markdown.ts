/**
 * The safe Markdown subset of messages, as a tree that a screen turns into elements (never HTML text): bold, italic,
 * code, code blocks, lists, quotes, links. Whatever does not parse stays the text it is; line breaks are kept.
 */
export type Inline =
  | { t: 'text'; text: string }
  | { t: 'break' }
  | { t: 'strong' | 'em'; inside: Inline[] }
  | { t: 'code'; text: string }
  | { t: 'link'; href: string; inside: Inline[] }
export type Block =
  | { t: 'paragraph'; inside: Inline[] }
  | { t: 'quote'; inside: Block[] }
  | { t: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { t: 'pre'; text: string }

export function parseMarkdown(source: string): Block[] {
  return parseBlocks(source.replace(/\r\n?/g, '\n').split('\n'), 0)
}

const MOST_NESTED = 4
const fence = /^```/
const bullet = /^\s{0,3}[-*•]\s+(?=\S)/
const numbered = /^\s{0,3}(\d{1,9})[.)]\s+(?=\S)/
const quoted = /^\s{0,3}>\s?/

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  const takeWhile = (pattern: RegExp): string[] => {
    const from = at
    while (at < lines.length && pattern.test(lines[at] ?? '')) at += 1
    return lines.slice(from, at).map((line) => line.replace(pattern, ''))
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (fence.test(line)) {
      const end = lines.findIndex((other, index) => index > at && fence.test(other))
      blocks.push({ t: 'pre', text: lines.slice(at + 1, end < 0 ? undefined : end).join('\n') })
      at = end < 0 ? lines.length : end + 1
    } else if (quoted.test(line) && depth < MOST_NESTED) {
      blocks.push({ t: 'quote', inside: parseBlocks(takeWhile(quoted), depth + 1) })
    } else if (bullet.test(line)) {
      blocks.push({ t: 'list', ordered: false, start: 1, items: takeWhile(bullet).map((item) => parseInline(item)) })
    } else if (numbered.test(line)) {
      const start = Number(numbered.exec(line)?.[1] ?? 1)
      blocks.push({ t: 'list', ordered: true, start, items: takeWhile(numbered).map((item) => parseInline(item)) })
    } else if (line.trim() === '') {
      at += 1
    } else {
      const from = at
      at += 1
      while (at < lines.length && !startsBlock(lines[at] ?? '', depth)) at += 1
      blocks.push({ t: 'paragraph', inside: parseInline(lines.slice(from, at).join('\n')) })
    }
  }
  return blocks
}

const startsBlock = (line: string, depth: number): boolean =>
  line.trim() === '' ||
  fence.test(line) ||
  bullet.test(line) ||
  numbered.test(line) ||
  (quoted.test(line) && depth < MOST_NESTED)

/** The earliest mark wins; each alternative is linear in the line, no nesting of quantifiers. */
const mark =
  /`([^`\n]+)`|\*\*(?=\S)([^\n]*?\S)\*\*|(?<![\p{L}\p{N}_*])([*_])(?=[^\s*_])([^\n*_]*[^\s*_])\3(?![\p{L}\p{N}_*])|\[([^\][\n]{1,300})\]\(([^\s()]{1,2000})\)|(?<![\p{L}\p{N}@/.])(https?:\/\/[^\s<>"'`]{2,2000})|\n/u
const trailing = /[.,;:!?)\]}»…]+$/

export function parseInline(source: string, depth = 0): Inline[] {
  const parts: Inline[] = []
  let rest = source
  while (rest !== '') {
    const found = depth < MOST_NESTED ? mark.exec(rest) : null
    if (!found) {
      parts.push({ t: 'text', text: rest })
      break
    }
    if (found.index > 0) parts.push({ t: 'text', text: rest.slice(0, found.index) })
    const { part, length } = read(found, depth)
    parts.push(part)
    rest = rest.slice(found.index + length)
  }
  return parts
}

/** The words alone, on one line: for lists and headings, where marks would only be in the way. */
export const plainText = (source: string): string => parseInline(source).map(wordsOf).join('')

function wordsOf(part: Inline): string {
  if (part.t === 'break') return ' '
  return 'inside' in part ? part.inside.map(wordsOf).join('') : part.text
}

function read(found: RegExpExecArray, depth: number): { part: Inline; length: number } {
  const [all, code, strong, , em, label, target, url] = found
  const length = all.length
  if (code !== undefined) return { part: { t: 'code', text: code }, length }
  if (strong !== undefined) return { part: { t: 'strong', inside: parseInline(strong, depth + 1) }, length }
  if (em !== undefined) return { part: { t: 'em', inside: parseInline(em, depth + 1) }, length }
  if (label !== undefined && target !== undefined) return { part: link(target, label, all), length }
  if (url !== undefined) {
    const whole = trimUrl(url)
    return { part: link(whole, whole, whole), length: whole.length }
  }
  return { part: { t: 'break' }, length }
}

/** A sentence's full stop is not part of an address; a closing bracket is, when it was opened inside. */
function trimUrl(url: string): string {
  const end = trailing.exec(url)
  if (!end) return url
  const open = url.slice(0, end.index).includes('(') && end[0].startsWith(')') ? 1 : 0
  return url.slice(0, end.index + open)
}

/** Only addresses that open a page, a mail or a call; anything else (javascript:, data:) stays text. */
function link(target: string, label: string, otherwise: string): Inline {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(target)) return { t: 'text', text: otherwise }
  return { t: 'link', href: target, inside: [{ t: 'text', text: label }] }
}
