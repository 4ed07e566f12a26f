import { useDeskText } from '../app/text.ts'
import css from './Find.module.css'

const TIPS = ['status', 'assignee', 'tag', 'contact', 'has', 'after', 'exact', 'not'] as const

/** What can be asked; a press writes it. */
export function Tips({ onAdd }: { onAdd: (text: string) => void }) {
  const t = useDeskText()
  return (
    <section className={css['tips']} aria-labelledby="search-tips">
      <h2 id="search-tips">{t('search.tips')}</h2>
      <ul>
        {TIPS.map((tip) => (
          <li key={tip}>
            <button type="button" data-result onClick={() => onAdd(t(`search.tip.${tip}`))}>
              <code>{t(`search.tip.${tip}`)}</code>
              <span>{t(`search.tip.${tip}.text`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
