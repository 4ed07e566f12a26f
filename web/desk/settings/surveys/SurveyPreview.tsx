import { useState } from 'react'
import { stepsOf } from '../../../../server/surveys/pure/steps.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { type Locale, useLocale } from '../../../kit/i18n.tsx'
import { saidIn } from '../../app/said.ts'
import { useSurveysText } from '../../satisfaction/text.ts'
import { LanguageChoice } from '../parts/LanguageChoice.tsx'
import type { SurveyDraft } from './draft.ts'
import css from './Surveys.module.css'

/** About as the customer sees it. */
export function SurveyPreview({ draft }: { draft: SurveyDraft }) {
  const s = useSurveysText()
  const own = useLocale()
  const [locale, setLocale] = useState<Locale>(own)
  const say = (texts: Readonly<Record<string, string>>) => saidIn(locale, texts)
  return (
    <Section title={s('preview')} description={s('preview.text')}>
      <LanguageChoice label={s('preview.language')} value={locale} onChange={setLocale} />
      <div className={css['card']} lang={locale}>
        <b>{say(draft.question)}</b>
        <div className={css['steps']} data-words={draft.look === 'words'} aria-hidden>
          {stepsOf({ ...draft, words: draft.words?.map(say) }).map(({ score, sign }) => (
            <span key={score}>{sign}</span>
          ))}
        </div>
        {draft.look !== 'words' && (
          <p className={css['ends']}>
            <span>{say(draft.low)}</span>
            <span>{say(draft.high)}</span>
          </p>
        )}
        {draft.reasons.length > 0 && (
          <>
            <p>{say(draft.reasonQuestion)}</p>
            <ul className={css['chips']}>
              {draft.reasons.map(({ key, text }) => (
                <li key={key}>{say(text)}</li>
              ))}
            </ul>
          </>
        )}
        {say(draft.comment).trim() !== '' && (
          <>
            <p>{say(draft.comment)}</p>
            <div className={css['field']} />
          </>
        )}
      </div>
    </Section>
  )
}
