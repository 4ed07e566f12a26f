import { createContext, type ReactNode, use } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { type Catalogue, texts, type Values } from './messages.ts'
import { Refused } from './http.ts'
import { persist } from './persist.ts'

export type Locale = 'en' | 'fr'
/** `t('inbox.count', { n: 3 })`; keys are those of locales/en/<part>.json. */
export type Translate<Key extends string = string> = (key: Key, values?: Values) => string

const files = import.meta.glob<Catalogue>('../../locales/*/*.json', { import: 'default' })
const loads = new Map<string, Promise<Catalogue>>()

/** One catalogue, fetched once. Parts are named for who uses them: kit, desk, refusals, settings … */
export function loadTexts(locale: Locale, part: string): Promise<Catalogue> {
  const path = `../../locales/${locale}/${part}.json`
  const file = files[path]
  const load = loads.get(path) ?? (file === undefined ? Promise.resolve({}) : persist(file))
  loads.set(path, load)
  return load
}

const LocaleContext = createContext<Locale>('en')

export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return (
    <LocaleContext value={locale}>
      <I18nProvider locale={regional(locale)}>{children}</I18nProvider>
    </LocaleContext>
  )
}

export const useLocale = (): Locale => use(LocaleContext)

/** The texts of one part in the person's language; suspends while they load. */
export function useText<Key extends string = string>(part: string): Translate<Key> {
  const locale = use(LocaleContext)
  const catalogue = use(loadTexts(locale, part))
  const known = translates.get(catalogue) ?? texts(catalogue, regional(locale))
  translates.set(catalogue, known)
  return known
}

/** One function a catalogue: who depends on it does not change with each component that asks. */
const translates = new WeakMap<Catalogue, Translate>()

/** What to tell a person about an error: what happened, and what to do. */
export function useRefusalText(): (error: unknown) => string {
  const t = useText('refusals')
  const locale = use(LocaleContext)
  const catalogue = use(loadTexts(locale, 'refusals'))
  return (error) => {
    const code = error instanceof Refused ? error.code : 'internal'
    return t(code in catalogue ? code : 'internal')
  }
}

/** Dates and numbers follow the reader's region (24-hour British where the browser names none). */
export function regional(locale: Locale): string {
  return (
    navigator.languages.find((language) => language.startsWith(`${locale}-`)) ?? (locale === 'en' ? 'en-GB' : 'fr-FR')
  )
}

/** The last choice on this device, else the browser's. */
export function guessLocale(): Locale {
  const known = localStorage.getItem('causerie.locale') ?? navigator.language
  return known.startsWith('fr') ? 'fr' : 'en'
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem('causerie.locale', locale)
  document.documentElement.lang = locale
}
