import { Markdown } from '../../kit/Markdown.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { Attachments } from './Attachments.tsx'
import type { Facts } from './facts.ts'
import type { MessageEvent } from './items.ts'
import { MessageMenu } from './MessageMenu.tsx'
import css from './Note.module.css'

/** Internal: yellow, across the whole width, never to be taken for a reply. */
export function Note({ event, facts }: { event: MessageEvent; facts: Facts }) {
  const t = useDeskText()
  const times = useTimes()
  const { message } = event.data
  const name = facts.actorName(event.by)
  return (
    <article
      className={css['note']}
      data-message={message.id}
      aria-label={t('note.label', { name, time: times.clock(event.at) })}
    >
      <header className={css['head']}>
        <b>{t('note')}</b> <span>{name}</span>
        <time dateTime={event.at} title={times.full(event.at)}>
          {times.clock(event.at)}
        </time>
        {message.mentions?.includes(facts.meId) && <Tag tone="accent">{t('note.mentionsYou')}</Tag>}
        <MessageMenu event={event} facts={facts} />
      </header>
      {message.redacted ? <em>{t('message.redacted')}</em> : message.text !== '' && <Markdown text={message.text} />}
      {message.files && message.files.length > 0 && <Attachments files={message.files} />}
    </article>
  )
}
