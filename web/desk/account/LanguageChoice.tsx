import { type Locale, useLocale } from '../../kit/i18n.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { speak } from '../app/locale.ts'
import { useDeskText } from '../app/text.ts'

/** Languages are named in themselves. */
export const languages: { id: Locale; label: string }[] = [
  { id: 'en', label: 'English' },
  { id: 'fr', label: 'Français' },
]

export function LanguageChoice() {
  const t = useDeskText()
  return (
    <Segments label={t('language')} items={languages} value={useLocale()} onChange={(locale) => void speak(locale)} />
  )
}
