import type { Conversation } from '../model/conversation.ts'
import { state } from '../store.ts'
import { close, show } from '../window.ts'
import { Avatar } from './avatar.tsx'
import { CLOSE, GO, Icon } from './icon.tsx'

export function Home() {
  const { config, conversations, t } = state
  const live = config.severalOpen ? undefined : conversations.findLast((each) => each.live)
  return (
    <main class="home" tabIndex={-1}>
      <header>
        <button type="button" class="icon" aria-label={t('close')} onClick={close}>
          <Icon d={CLOSE} />
        </button>
        {config.appearance.logo && <img src={`/pictures/${config.appearance.logo}`} alt="" />}
        <h1>{config.greeting}</h1>
        <p>{config.expectation}</p>
      </header>
      <button type="button" class="card write" onClick={() => show(live?.id ?? null)}>
        <span>
          <b>{t(live ? 'goOn' : 'write')}</b>
          <small>{t('writeHint')}</small>
        </span>
        <i>
          <Icon d={GO} />
        </i>
      </button>
      {conversations.length > 0 && (
        <section class="card">
          <h2>{t('conversations')}</h2>
          {conversations.toReversed().map((conversation) => (
            <Line key={conversation.id} {...conversation} />
          ))}
        </section>
      )}
    </main>
  )
}

function Line({ id, agent, preview, previewBy, at, unread, ended }: Conversation) {
  const { config, t } = state
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  return (
    <button type="button" class="line" onClick={() => show(id)}>
      <Avatar name={agent?.name ?? config.title ?? ''} photo={agent ? agent.photo : config.appearance.logo} />
      <span class="who">
        <b>{agent?.name ?? config.title}</b>
        <small>{previewBy === 'me' ? t('mine', { preview }) : preview}</small>
      </span>
      <span class="side">
        <small>{at && t(isToday ? 'time' : 'date', { at: date })}</small>
        {unread > 0 ? (
          <b class="count">
            {unread} <span class="hidden">{t('newMessages', { n: unread })}</span>
          </b>
        ) : (
          ended && <small>{t('over')}</small>
        )}
      </span>
    </button>
  )
}
