/**
 * A message as read by `parseMessage`: data, so that a build may read catalogues beforehand and a page carry no reader.
 * A string stands for itself, 0 for the number of the plural around it, anything else for an argument: its name, its
 * kind (`number`, `date`, `time`, `plural`, `select`), and its style or its options.
 */
export type Part = string | 0 | [name: string, kind?: string, more?: string | Record<string, Message>]
export type Message = string | Part[]

export type Value = string | number | boolean | Date | null | undefined
export type Values = Record<string, Value>

export function writeMessage(message: Message, values: Values, locale: string, hash?: Value): string {
  if (typeof message === 'string') return message
  return message
    .map((part) => {
      if (typeof part === 'string') return part
      const [name, kind, more] = part || ['', 'number']
      const value = part ? values[name] : hash
      if (!kind) return value ?? ''
      if (typeof more !== 'object') return formatOf(locale, kind, more).format(Number(value))
      const keys = kind === 'plural' ? [`=${value}`, pluralOf(locale).select(Number(value))] : [`${value}`]
      const chosen = keys.find((key) => Object.hasOwn(more, key)) ?? 'other'
      return writeMessage(more[chosen] ?? '', values, locale, value)
    })
    .join('')
}

/** Formats are costly to make and cheap to keep. */
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function formatOf(locale: string, kind: string, style?: string) {
  const key = locale + kind + style
  const format =
    kept.get(key) ??
    (kind === 'number'
      ? new Intl.NumberFormat(locale)
      : new Intl.DateTimeFormat(locale, (kind === 'time' ? timeFields : dateFields)(style)))
  kept.set(key, format)
  return format
}

const pluralOf = (locale: string) => new Intl.PluralRules(locale)

const isLong = (style?: string) => style === 'long' || style === 'full'

const timeFields = (style?: string): Intl.DateTimeFormatOptions => ({
  hour: 'numeric',
  minute: 'numeric',
  ...(style !== 'short' && { second: 'numeric' }),
  ...(isLong(style) && { timeZoneName: 'short' }),
})

const dateFields = (style?: string): Intl.DateTimeFormatOptions => ({
  day: 'numeric',
  month: style === 'medium' ? 'short' : isLong(style) ? 'long' : 'numeric',
  year: style === 'short' ? '2-digit' : 'numeric',
  ...(style === 'full' && { weekday: 'long' }),
})
