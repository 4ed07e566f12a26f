import { extras, withExtras } from '../extras.ts'
import { type Row, timeline } from '../model/timeline.ts'
import { current, state } from '../store.ts'
import { close, scrolled, show, toEnd } from '../window.ts'
import { Avatar } from './avatar.tsx'
import { Composer } from './composer.tsx'
import { BACK, CLOSE, DOWN, Icon, MENU } from './icon.tsx'
import { RowView } from './row.tsx'

export function Thread() {
  const { config, isAway, isCut, isLoading, t, thread, typing, waits } = state
  const conversation = current()
  const agent = conversation?.agent
  const name = agent?.name ?? config.title
  const { rows, drawn } = drawRows()
  const last = rows.at(-1)
  return (
    <main class="thread" tabIndex={-1}>
      <header>
        <button type="button" class="icon" aria-label={t('back')} onClick={() => show(undefined)}>
          <Icon d={BACK} />
        </button>
        <Avatar name={name} photo={agent ? agent.photo : config.appearance.logo} isOnline={config.online} />
        <div>
          <h1>{name}</h1>
          <small>{t(config.online ? 'online' : 'away')}</small>
        </div>
        <button type="button" class="icon" aria-label={t('menu')} popovertarget="menu" onClick={openMenu}>
          <Icon d={MENU} />
        </button>
        <button type="button" class="icon" aria-label={t('close')} onClick={close}>
          <Icon d={CLOSE} />
        </button>
      </header>
      {extras(config.fields)?.Menu()}
      <p class="strip" role="status">
        {isCut && t(navigator.onLine ? 'reconnecting' : 'offline')}
      </p>
      {/* biome-ignore lint: a region that scrolls must be reachable by keyboard */}
      <div
        class="log"
        role="log"
        aria-label={t('log')}
        aria-live={isLoading ? 'off' : 'polite'}
        tabIndex={0}
        onScroll={scrolled}
      >
        <div>
          {drawn}
          {rows.length === 0 && thread === null && (
            <div class="row last">
              <Avatar name={name} photo={config.appearance.logo} />
              <p class="bubble">{config.greeting}</p>
              <p class="time">{config.expectation}</p>
            </div>
          )}
          {thread && waits?.[thread] && <p class="time">{waits[thread]}</p>}
          {typing?.conversationId === thread && extras()?.Dots()}
          {last?.kind === 'message' && conversation?.live && last.message.quickReplies && extras()?.Chips(last)}
        </div>
      </div>
      {isAway && (
        <button type="button" class="new" onClick={toEnd}>
          {conversation?.unread ? t('newMessages', { n: conversation.unread }) : t('toEnd')}
          <Icon d={DOWN} />
        </button>
      )}
      <Composer />
    </main>
  )
}

/** The rows are many, and most changes (a letter typed, a line cut) are none of theirs. */
function drawRows() {
  const { conversations, outbox, t, thread = null } = state
  const causes = [conversations, outbox, t, thread, extras(false)]
  if (causes.some((cause, at) => cause !== kept.causes[at])) {
    const rows = timeline(conversations, outbox, thread)
    const drawn = rows.map((row, at) => <RowView key={row.key} row={row} isEnd={at === rows.length - 1} />)
    kept = { causes, rows, drawn }
  }
  return kept
}
let kept: { causes: unknown[]; rows: Row[]; drawn: unknown } = { causes: [], rows: [], drawn: null }

/** The first time, the menu is still to be fetched when the browser looks for it. */
function openMenu(): void {
  if (!extras(false)) void withExtras(() => setTimeout(() => document.getElementById('menu')?.showPopover()))
}
