import { createStore } from '../live/store.ts'
import { guessLocale, type Locale, loadTexts, rememberLocale } from '../../kit/i18n.tsx'

export const appLocale = createStore<Locale>(guessLocale())

/** Changes when the texts are here, so that no screen blinks. */
export async function speak(locale: Locale): Promise<void> {
  if (locale === appLocale.get()) return
  await Promise.all(['kit', 'desk', 'refusals'].map((part) => loadTexts(locale, part)))
  rememberLocale(locale)
  appLocale.set(locale)
}
