/** What an entry of a file is called. Pure. */
export function nameOf(item: Readonly<Record<string, unknown>>, locale: string): string {
  const name = item['name'] ?? item['title'] ?? item['label'] ?? item['shortcut'] ?? item['names']
  if (typeof name === 'string') return name
  if (typeof name !== 'object' || name === null) return ''
  const texts = new Map(Object.entries(name))
  const said: unknown = texts.get(locale) ?? texts.get('en') ?? [...texts.values()][0]
  return typeof said === 'string' ? said : ''
}
