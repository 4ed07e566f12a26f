import type { WidgetSettings } from '../../../../server/channels/contract.ts'
import type { Texts } from '../../../../server/conversations/contract.ts'

/** What a widget says in the channel's own words, in the order it is met. */
export const textFields = ['title', 'greeting', 'expectOnline', 'expectAway', 'expectClosed'] as const
export type TextField = (typeof textFields)[number]
type Said = Pick<WidgetSettings, TextField>

const OFFERED = ['en', 'fr']

/** The default first, then what is offered everywhere, then what else is written in. */
export function localesOf(settings: Said, defaultLocale: string): string[] {
  const written = textFields.flatMap((field) => Object.keys(settings[field]))
  return [...new Set([defaultLocale, ...OFFERED, ...written])]
}

/** Which text is not written in which language: there the default language is shown. */
export function missingTexts(settings: Said, defaultLocale: string): { field: TextField; locale: string }[] {
  return localesOf(settings, defaultLocale).flatMap((locale) =>
    textFields.filter((field) => !settings[field][locale]?.trim()).map((field) => ({ field, locale })),
  )
}

/** A language is offered to visitors when its greeting is there. */
export const speaks = (settings: Said, locale: string): boolean => Boolean(settings.greeting[locale]?.trim())

/** As it is stored: no empty text, no space around. */
export function trimmedTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]) => (text.trim() === '' ? [] : [[locale, text.trim()]])),
  )
}
