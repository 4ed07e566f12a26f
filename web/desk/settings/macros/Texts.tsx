import { TriangleAlert } from 'lucide-react'
import { placeholders } from '../../../../server/rules/contract.ts'
import { TextField } from '../../../kit/ui/TextField.tsx'
import form from '../parts/Form.module.css'
import { OFFERED } from '../parts/missing.ts'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useMacrosText } from './text.ts'
import css from './Macros.module.css'

type TextsProps = {
  value: Readonly<Record<string, string>>
  onChange: (texts: Record<string, string>) => void
  /** What the server says is wrong, by language. */
  errorOf: (locale: string) => string | undefined
}

/** A text in every language, what is missing said beside it. */
export function Texts({ value, onChange, errorOf }: TextsProps) {
  const m = useMacrosText()
  const languageName = useLanguageName()
  const locales = [...new Set([...OFFERED, ...Object.keys(value)])]
  const filled = locales.filter((locale) => value[locale]?.trim())
  return (
    <>
      <div className={css['languages']}>
        {locales.map((locale) => (
          <div key={locale} className={css['language']}>
            <TextField
              label={languageName(locale)}
              rows={5}
              maxLength={4000}
              lang={locale}
              value={value[locale] ?? ''}
              onChange={(text) => onChange({ ...value, [locale]: text })}
              error={errorOf(locale)}
            />
            {filled.length > 0 && !filled.includes(locale) && (
              <p className={css['missing']}>
                <TriangleAlert size={14} aria-hidden />
                {m('texts.missing', {
                  language: languageName(filled.find((one) => one === 'en') ?? filled[0] ?? 'en'),
                })}
              </p>
            )}
          </div>
        ))}
      </div>
      <p className={form['description']}>
        {m('texts.placeholders')}{' '}
        {placeholders.map((name) => (
          <code key={name} className={css['place']}>{`{{${name}}}`}</code>
        ))}
      </p>
    </>
  )
}
