type Texts = Readonly<Record<string, string>>
/** Every text for customers is wanted in these. */
export const OFFERED = ['en', 'fr']

/** The languages in which something is not written that is written in another one. Pure. */
export function missingIn(all: readonly Texts[]): string[] {
  const written = (texts: Texts, locale: string) => (texts[locale] ?? '').trim() !== ''
  const said = all.filter((texts) => Object.keys(texts).some((locale) => written(texts, locale)))
  return OFFERED.filter((locale) => said.some((texts) => !written(texts, locale)))
}
