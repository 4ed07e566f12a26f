import { TriangleAlert } from 'lucide-react'
import { Section } from '../../../kit/ui/Page.tsx'
import { TextField as TextInput } from '../../../kit/ui/TextField.tsx'
import { Hint } from '../parts/Alert.tsx'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useSettingsText } from '../text.ts'
import type { TabProps } from './channel-draft.ts'
import { localesOf, missingTexts, speaks, type TextField, textFields } from './channel-texts.ts'
import css from './TextsTab.module.css'

const LONGEST: Record<TextField, number> = {
  title: 60,
  greeting: 200,
  expectOnline: 200,
  expectAway: 200,
  expectClosed: 200,
}

/** Every text in every language, side by side. */
export function TextsTab({ draft, setting, problems }: TabProps) {
  const t = useSettingsText()
  const languageName = useLanguageName()
  const { settings, defaultLocale } = draft
  const locales = localesOf(settings, defaultLocale)
  const missing = missingTexts(settings, defaultLocale)
  const silent = locales.filter((locale) => locale !== defaultLocale && !speaks(settings, locale))
  const write = (field: TextField, locale: string, text: string) => {
    const { [locale]: _before, ...others } = settings[field]
    setting({ [field]: text === '' ? others : { ...others, [locale]: text } })
  }
  return (
    <>
      <Hint tone={missing.length === 0 ? 'ok' : 'warn'}>
        {missing.length === 0
          ? t('texts.complete')
          : t('texts.missing', { n: missing.length, language: languageName(defaultLocale) })}
      </Hint>
      {silent.map((locale) => (
        <Hint key={locale} tone="warn">
          {t('texts.silent', { language: languageName(locale), fallback: languageName(defaultLocale) })}
        </Hint>
      ))}
      {textFields.map((field) => (
        <Section key={field} title={t(`texts.${field}`)} description={t(`texts.${field}.text`)}>
          <div className={css['languages']}>
            {locales.map((locale) => {
              const isDefault = locale === defaultLocale
              const isMissing = missing.some((each) => each.field === field && each.locale === locale)
              const isRequired = isDefault && (field === 'title' || field === 'greeting')
              return (
                <div key={locale} className={css['language']} data-missing={isMissing}>
                  <TextInput
                    label={isDefault ? t('texts.default', { language: languageName(locale) }) : languageName(locale)}
                    {...(field !== 'title' && { rows: 3 })}
                    maxLength={LONGEST[field]}
                    lang={locale}
                    value={settings[field][locale] ?? ''}
                    onChange={(text) => write(field, locale, text)}
                    error={
                      isRequired && problems.some((problem) => problem === field) ? t('texts.required') : undefined
                    }
                  />
                  {isMissing && !isDefault && (
                    <p className={css['mark']}>
                      <TriangleAlert size={14} aria-hidden />
                      {settings[field][defaultLocale]
                        ? t('texts.falls', { language: languageName(defaultLocale) })
                        : t('texts.empty')}
                    </p>
                  )}
                  {isMissing && isDefault && !isRequired && <p className={css['mark']}>{t('texts.empty')}</p>}
                </div>
              )
            })}
          </div>
        </Section>
      ))}
    </>
  )
}
