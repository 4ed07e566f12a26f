/**
 * Texts in ICU MessageFormat, the subset our catalogues use, small enough for the widget:
 * `{name}`, `{n, number}`, `{at, date|time[, short|medium|long|full]}`, `{n, plural, =0 {…} one {…} other {…}}` with `#`,
 * `{kind, select, a {…} other {…}}`, nesting and 'quoting'. Gives the same text as `intl-messageformat`, which the
 * server uses (messages.test.ts).
 */
export type Value = string | number | boolean | Date | null | undefined
export type Values = Record<string, Value>
export type Catalogue = Record<string, string>

/** `'{n, plural, one {# day} other {# days}}'`, `{ n: 2 }`, `'en'` → `'2 days'`. Throws SyntaxError on a malformed pattern. */
export function formatMessage(pattern: string, values: Values, locale: string): string {
  const parts = parsed.get(pattern) ?? parse(pattern)
  parsed.set(pattern, parts)
  return write(parts, values, locale)
}

/** A catalogue as one function: `t('typing', { name })`. A missing text shows its key. */
export function texts(catalogue: Catalogue, locale: string) {
  return (key: string, values: Values = {}): string => formatMessage(catalogue[key] ?? key, values, locale)
}

/** Writes one part of a message; `hash` is the number that `#` stands for. */
type Part = (values: Values, locale: string, hash?: Value) => string

const parsed = new Map<string, Part[]>()

const write = (parts: Part[], values: Values, locale: string, hash?: Value): string =>
  parts.map((part) => part(values, locale, hash)).join('')

/** Recursive descent over sticky expressions: `take` gives what stands here (or ''), `need` refuses when nothing does. */
function parse(source: string): Part[] {
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0] ?? ''
    at += found.length
    return found
  }
  const need = (pattern: RegExp): string => take(pattern).trim() || refuse(source)

  const message = (inPlural: boolean): Part[] => {
    const parts: Part[] = []
    for (;;) {
      const literal =
        take(inPlural ? plainInPlural : plain) ||
        unquote(take(inPlural ? quotedInPlural : quoted)) ||
        take(apostrophe)[0]
      if (literal) parts.push(() => literal)
      else if (take(hashSign)) parts.push((_, locale, hash) => numbers(locale).format(Number(hash)))
      else if (take(open)) parts.push(argument())
      else return parts
    }
  }

  const argument = (): Part => {
    const name = need(word)
    if (take(close)) return (values) => String(values[name] ?? '')
    need(comma)
    const kind = need(word)
    if (kind === 'select' || kind === 'plural') return choice(name, kind === 'plural')
    const style = take(comma) && need(word)
    need(close)
    const format =
      kind === 'number' ? numbers : perLocale((locale) => new Intl.DateTimeFormat(locale, fields(kind, style)))
    return (values, locale) => format(locale).format(Number(values[name]))
  }

  const choice = (name: string, isPlural: boolean): Part => {
    const options = new Map<string, Part[]>()
    need(comma)
    while (!take(close)) {
      const selector = need(word)
      need(open)
      options.set(selector, message(isPlural))
      need(close)
    }
    const other = options.get('other') ?? refuse(source)
    return (values, locale) => {
      const value = values[name]
      const chosen = isPlural
        ? (options.get(`=${value}`) ?? options.get(plurals(locale).select(Number(value))))
        : options.get(String(value))
      return write(chosen ?? other, values, locale, value)
    }
  }

  const parts = message(false)
  return at < source.length ? refuse(source) : parts
}

function refuse(source: string): never {
  throw new SyntaxError(source)
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

/** Keeps the last locale's format: formats are costly to make, and a page has one locale. */
function perLocale<T>(make: (locale: string) => T) {
  let at: string
  let made: T
  return (locale: string): T => {
    if (at !== locale) {
      made = make(locale)
      at = locale
    }
    return made
  }
}

const numbers = perLocale((locale) => new Intl.NumberFormat(locale))
const plurals = perLocale((locale) => new Intl.PluralRules(locale))

function fields(kind: string, style: string): Intl.DateTimeFormatOptions {
  const long = style === 'long' || style === 'full'
  return kind === 'time'
    ? {
        hour: 'numeric',
        minute: 'numeric',
        ...(style !== 'short' && { second: 'numeric' }),
        ...(long && { timeZoneName: 'short' }),
      }
    : {
        day: 'numeric',
        month: style === 'medium' ? 'short' : long ? 'long' : 'numeric',
        year: style === 'short' ? '2-digit' : 'numeric',
        ...(style === 'full' && { weekday: 'long' }),
      }
}
