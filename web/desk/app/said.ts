import { useLocale } from '../../kit/i18n.tsx'

/** Texts by language. */
export type Said = Readonly<Record<string, string>>

/** The text in this language, else in English, else in whatever there is. */
export const saidIn = (locale: string, texts: Said): string =>
  texts[locale] ?? texts['en'] ?? Object.values(texts)[0] ?? ''

export function useSaid(): (texts: Said) => string {
  const locale = useLocale()
  return (texts) => saidIn(locale, texts)
}
