import { type Message, type Values, writeMessage } from '../kit/message-parts.ts'

const catalogues = import.meta.glob<Record<string, Message>>('../../locales/*/widget*.json', { import: 'default' })
const parts = ['widget']
const texts: Record<string, Message> = {}

/** Fetches the texts of a language, English where we do not speak it; of one part more from now on, if it is named. */
export async function loadTexts(language: string, ...more: string[]): Promise<void> {
  parts.push(...more)
  const pathOf = (part: string, spoken: string) => `../../locales/${spoken}/${part}.json`
  const loads = parts.flatMap(
    (part) => (catalogues[pathOf(part, language)] ?? catalogues[pathOf(part, 'en')])?.() ?? [],
  )
  Object.assign(texts, ...(await Promise.all(loads)))
}

/** A text that is missing shows its key. */
export const text = (key: string, values: Values, locale: string): string =>
  writeMessage(texts[key] ?? key, values, locale)
