/** A property of an iCalendar text (RFC 5545): `DTSTART;VALUE=DATE:20270501`, with the number of its first line. */
export type Property = { name: string; params: Record<string, string>; value: string; line: number }

/** The lines, joined where they were folded. What is no property is left out. */
export function* propertiesOf(ics: string): Generator<Property> {
  let held: { text: string; line: number } | null = null
  for (const [index, text] of ics
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (held !== null && /^[ \t]/.test(text)) {
      held.text += text.slice(1)
      continue
    }
    const property = held === null ? null : propertyOf(held)
    if (property !== null) yield property
    held = { text, line: index + 1 }
  }
  const last = held === null ? null : propertyOf(held)
  if (last !== null) yield last
}

function propertyOf({ text, line }: { text: string; line: number }): Property | null {
  const colon = firstOutsideQuotes(text)
  if (colon < 1) return null
  const [name = '', ...params] = text.slice(0, colon).split(';')
  return {
    name: name.toUpperCase(),
    params: Object.fromEntries(
      params.map((param) => {
        const [key = '', ...value] = param.split('=')
        return [key.toUpperCase(), value.join('=').replaceAll('"', '')]
      }),
    ),
    value: text.slice(colon + 1),
    line,
  }
}

/** A colon in quotes belongs to a parameter: `TZID="GMT+01:00":20270501T090000`. */
function firstOutsideQuotes(text: string): number {
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') quoted = !quoted
    if (text[index] === ':' && !quoted) return index
  }
  return -1
}

export const unescaped = (text: string): string =>
  text.replaceAll(/\\([nN,;\\])/g, (_, mark: string) => (mark === 'n' || mark === 'N' ? ' ' : mark))
