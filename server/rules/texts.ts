/** The text for a customer's language: that locale, the language without its country, English, or whatever there is. */
export function textIn(texts: Readonly<Record<string, string>>, locale: string): string {
  const said = [texts[locale], texts[locale.split('-')[0] ?? ''], texts.en, ...Object.values(texts)]
  return said.find((text) => text !== undefined && text.trim() !== '') ?? ''
}
