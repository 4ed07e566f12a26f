import { useText } from '../i18n.tsx'
import css from './StatusMark.module.css'

export type MarkedStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed' | 'bot'

/** A ticket's status: a letter on its colour; the word is its accessible name and tooltip. */
export function StatusMark({ status, isDecorative = false }: { status: MarkedStatus; isDecorative?: boolean }) {
  const t = useText('kit')
  const word = t(`status.${status}`)
  return (
    <span
      className={css['mark']}
      data-status={status}
      title={word}
      {...(isDecorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word })}
      data-letter={t(`status.${status}.letter`)}
    />
  )
}
