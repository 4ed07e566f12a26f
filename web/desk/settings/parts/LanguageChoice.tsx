import type { Locale } from '../../../kit/i18n.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import form from './Form.module.css'

const languages: { id: Locale; label: string }[] = [
  { id: 'en', label: 'English' },
  { id: 'fr', label: 'Français' },
]

export function LanguageChoice(props: { label: string; value: Locale; onChange: (locale: Locale) => void }) {
  return (
    <div className={form['labelled']}>
      <span className={form['label']}>{props.label}</span>
      <Segments {...props} items={languages} />
    </div>
  )
}
