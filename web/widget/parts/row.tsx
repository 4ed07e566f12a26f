import { extras } from '../extras.ts'
import type { MessageRow, Row } from '../model/timeline.ts'
import { state } from '../store.ts'
import { Avatar } from './avatar.tsx'

export function RowView({ row, isEnd }: { row: Row; isEnd: boolean }) {
  const { t } = state
  if (row.kind === 'day') return <p class="day">{dayName(new Date(row.at))}</p>
  if (row.kind === 'joined') return <p class="day">{t('joined', { name: row.name })}</p>
  if (row.kind === 'survey') return extras()?.Survey(row)
  if (row.kind === 'ended') return <p class="day over">{t('ended')}</p>
  return <Message row={row} isEnd={isEnd} />
}

function Message({ row, isEnd }: { row: MessageRow; isEnd: boolean }) {
  const { t } = state
  const { at, by, isFirst, isLast, isMine, message, status, unsent } = row
  const name = ('name' in by && by.name) || state.config.title
  const time = t('time', { at: new Date(at) })
  return (
    <div class={`row ${isMine ? 'me' : ''} ${isLast ? 'last' : ''}`}>
      {isFirst && <span class="hidden">{isMine ? t('you') : name}</span>}
      {!isMine && isLast && <Avatar name={name} photo={'photo' in by ? by.photo : undefined} />}
      {message.redacted ? <p class="bubble removed">{t('removed')}</p> : message.text && <Text text={message.text} />}
      {message.files?.length
        ? (extras()?.Files({ files: message.files }) ?? message.files.map(({ name }) => name))
        : null}
      {message.asks && extras()?.AskEmail(row)}
      {unsent?.refused
        ? extras()?.Refused({ unsent })
        : isLast && (
            <p class="time">
              {isMine ? '' : `${name} · `}
              {time}
              {status && (isEnd || status === 'sending') ? ` · ${t(status)}` : ''}
            </p>
          )}
    </div>
  )
}

/** Plain text is shown at once; marks and links are made into elements as soon as their reader is here. */
function Text({ text }: { text: string }) {
  const Markdown = /[*_`>[]|:\/\/|^ *([-•]|\d+[.)]) /m.test(text) ? extras()?.Markdown : undefined
  return <div class="bubble">{Markdown ? <Markdown text={text} /> : text}</div>
}

/** "Today", "yesterday", or the date. */
function dayName(date: Date): string {
  const { locale } = state
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000)
  return days > -2
    ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
    : date.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
}
