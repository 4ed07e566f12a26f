import type { SearchAnswer, SearchHint, ShownFilter } from '../../../server/tickets/contract.ts'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import css from './Find.module.css'

/** The filters as they were understood, each to be taken away, and what was not understood. */
export function Chips({
  answer,
  text,
  onText,
}: {
  answer: SearchAnswer
  text: string
  onText: (text: string) => void
}) {
  const t = useDeskText()
  const nameOf = ({ key, value, negated }: ShownFilter) =>
    t(negated ? 'search.filter.not' : 'search.filter', { name: t(`search.key.${key}`), value })
  const isCurrent = ({ start, end }: { start: number; end: number }) => end <= text.trimStart().length && start < end
  return (
    <>
      {answer.filters.length > 0 && (
        <div className={css['chips']}>
          {answer.filters.filter(isCurrent).map((filter) => (
            <Tag
              key={filter.start}
              tone="accent"
              removeLabel={t('search.filter.remove', { filter: nameOf(filter) })}
              onRemove={() => onText(without(text.trimStart(), filter))}
            >
              {nameOf(filter)}
            </Tag>
          ))}
        </div>
      )}
      {answer.hints.length > 0 && (
        <ul className={css['hints']} role="status">
          {answer.hints.map((hint) => (
            <li key={`${hint.code} ${hint.start}`}>{t(`search.hint.${hint.code}`, { text: shortOf(hint) })}</li>
          ))}
        </ul>
      )}
    </>
  )
}

const without = (text: string, { start, end }: ShownFilter): string =>
  `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim()

const shortOf = ({ text }: SearchHint): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
