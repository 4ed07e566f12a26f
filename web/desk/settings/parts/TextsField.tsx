import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import type { Texts } from '../../../../server/conversations/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useSettingsText } from '../text.ts'
import { OFFERED } from './missing.ts'
import { useLanguageName } from './useLanguageName.ts'
import css from './TextsField.module.css'

type TextsFieldProps = {
  label: string
  description?: string
  value: Texts
  onChange: (texts: Texts) => void
  /** Says what is shown where nothing is written; absent, another language is. */
  instead?: string
  rows?: number
  maxLength: number
  error?: string | undefined
  autoFocus?: boolean
}

/** One text in every language, side by side; what is missing is said with what is shown instead. */
export function TextsField(props: TextsFieldProps) {
  const { label, description, value, onChange, instead, rows, maxLength, error, autoFocus } = props
  const t = useSettingsText()
  const own = useLocale()
  const languageName = useLanguageName()
  const labelId = useId()
  const locales = [...new Set([own, ...OFFERED, ...Object.keys(value)])]
  const written = locales.filter((locale) => value[locale]?.trim())
  const shown =
    instead ?? t('texts.falls', { language: languageName(value['en']?.trim() ? 'en' : (written[0] ?? own)) })
  const write = (locale: string, text: string) => {
    const { [locale]: _before, ...others } = value
    onChange(text === '' ? others : { ...others, [locale]: text })
  }
  return (
    <div role="group" aria-labelledby={labelId} className={css['group']}>
      <div>
        <span id={labelId} className={css['label']}>
          {label}
        </span>
        {description && <p className={css['description']}>{description}</p>}
      </div>
      <div className={css['languages']}>
        {locales.map((locale, index) => (
          <div key={locale} className={css['language']}>
            <TextField
              label={languageName(locale)}
              lang={locale}
              maxLength={maxLength}
              {...(rows !== undefined && { rows })}
              value={value[locale] ?? ''}
              onChange={(text) => write(locale, text)}
              autoFocus={autoFocus === true && index === 0}
              error={index === 0 ? error : undefined}
            />
            {!value[locale]?.trim() && (written.length > 0 || instead !== undefined) && (
              <p className={css['mark']}>
                <TriangleAlert size={14} aria-hidden />
                {shown}
              </p>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
