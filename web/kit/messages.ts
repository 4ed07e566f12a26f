/**
 * Texts in ICU MessageFormat, the subset our catalogues use: `{name}`, `{n, number}`,
 * `{at, date|time[, short|medium|long|full]}`, `{n, plural, =0 {…} one {…} other {…}}` with `#`,
 * `{kind, select, a {…} other {…}}`, nesting and 'quoting'. Gives the same text as `intl-messageformat`, which the
 * server uses (messages.test.ts). A part that must stay small reads its catalogue when it is built, by `parseMessage`,
 * and carries only message-parts.ts.
 */
import { type Message, type Part, type Values, writeMessage } from './message-parts.ts'

export type { Value, Values } from './message-parts.ts'
export type Catalogue = Record<string, string>

/** `'{n, plural, one {# day} other {# days}}'`, `{ n: 2 }`, `'en'` → `'2 days'`. Throws SyntaxError on a malformed pattern. */
export function formatMessage(pattern: string, values: Values, locale: string): string {
  const message = parsed.get(pattern) ?? parseMessage(pattern)
  parsed.set(pattern, message)
  return writeMessage(message, values, locale)
}

/** A catalogue as one function: `t('typing', { name })`. A missing text shows its key. */
export function texts(catalogue: Catalogue, locale: string) {
  return (key: string, values: Values = {}): string => formatMessage(catalogue[key] ?? key, values, locale)
}

const parsed = new Map<string, Message>()

/** Recursive descent over sticky expressions: `take` gives what stands here (or ''), `need` refuses when nothing does. */
export function parseMessage(source: string): Message {
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0] ?? ''
    at += found.length
    return found
  }
  const need = (pattern: RegExp): string => take(pattern).trim() || refuse()
  const refuse = (): never => {
    throw new SyntaxError(`Malformed message at ${at}: ${source}`)
  }

  const message = (inPlural: boolean): Message => {
    const parts: Part[] = []
    let text = ''
    const add = (part: Part) => {
      if (text) parts.push(text)
      text = ''
      parts.push(part)
    }
    for (;;) {
      const literal =
        take(inPlural ? plainInPlural : plain) ||
        unquote(take(inPlural ? quotedInPlural : quoted)) ||
        take(apostrophe).slice(0, 1)
      if (literal) text += literal
      else if (take(hashSign)) add(0)
      else if (take(open)) add(argument())
      else if (parts.length === 0) return text
      else return text ? [...parts, text] : parts
    }
  }

  const argument = (): Part => {
    const name = need(word)
    if (take(close)) return [name]
    need(comma)
    const kind = need(word)
    if (kind === 'select' || kind === 'plural') return [name, kind, options(kind === 'plural')]
    const style = take(comma) && need(word)
    need(close)
    return style ? [name, kind, style] : [name, kind]
  }

  const options = (isPlural: boolean): Record<string, Message> => {
    const chosen: [string, Message][] = []
    need(comma)
    while (!take(close)) {
      const selector = need(word)
      need(open)
      chosen.push([selector, message(isPlural)])
      need(close)
    }
    return chosen.some(([selector]) => selector === 'other') ? Object.fromEntries(chosen) : refuse()
  }

  const whole = message(false)
  return at < source.length ? refuse() : whole
}

// An apostrophe quotes only before a character that would mean something; two are one.
const plain = /[^'{}]+/y
const plainInPlural = /[^'{}#]+/y
const quoted = /'[{}<>]([^']|'')*'?/y
const quotedInPlural = /'[{}<>#]([^']|'')*'?/y
const apostrophe = /''?/y
const unquote = (text: string): string => text.replace(/^'|'$/g, '').replaceAll("''", "'")
const hashSign = /#/y
const open = /{/y
const close = /\s*}/y
const comma = /\s*,/y
const word = /\s*[^\s,{}#']+\s*/y
