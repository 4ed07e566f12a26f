import { extras, withExtras } from '../extras.ts'
import { timeline } from '../model/timeline.ts'
import { current, state } from '../store.ts'
import { close, scrolled, show, toEnd } from '../window.ts'
import { Avatar } from './avatar.tsx'
import { Composer } from './composer.tsx'
import { BACK, CLOSE, DOWN, Icon, MENU } from './icon.tsx'
import { RowView } from './row.tsx'

export function Thread() {
  const { config, conversations, isAway, isCut, isLoading, isOnline, outbox, t, thread, typing } = state
  const conversation = current()
  const name = conversation?.agent?.name ?? config.title ?? ''
  const rows = timeline(conversations, outbox, thread ?? null)
  return (
    <main class="thread">
      <header>
        <button type="button" class="icon" aria-label={t('back')} onClick={() => show(undefined)}>
          <Icon d={BACK} />
        </button>
        <Avatar name={name} photo={conversation?.agent?.photo} />
        <div>
          <h1>{name}</h1>
          <small>{isOnline ? t('online') : config.expectation}</small>
        </div>
        <button type="button" class="icon menu" aria-label={t('menu')} popovertarget="menu" onClick={openMenu}>
          <Icon d={MENU} />
        </button>
        <button type="button" class="icon" aria-label={t('close')} onClick={close}>
          <Icon d={CLOSE} />
        </button>
      </header>
      {extras(false)?.Menu()}
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
          {rows.map((row, at) => (
            <RowView key={row.key} row={row} isEnd={at === rows.length - 1} />
          ))}
          {typing?.conversationId === thread && typing && (
            <p class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </p>
          )}
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

/** The first time, the menu is still to be fetched when the browser looks for it. */
function openMenu(): void {
  if (!extras(false)) void withExtras(() => setTimeout(() => document.getElementById('menu')?.showPopover()))
}
