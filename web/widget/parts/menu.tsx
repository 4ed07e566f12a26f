import { tell } from '../host.ts'
import { run } from '../session.ts'
import { change, current, state } from '../store.ts'
import { Fields } from './fields.tsx'

/** What stands below the header: the ticket's fields, and the menu with sound and the end of the conversation. */
export function Menu() {
  const { config, isMuted, t, thread } = state
  const conversation = current()
  return (
    <>
      {config.fields && conversation && <Fields {...conversation} />}
      <div id="menu" popover="auto">
        <button type="button" popovertarget="menu" popovertargetaction="hide" onClick={mute}>
          {t(isMuted ? 'soundOn' : 'soundOff')}
        </button>
        {config.customerMayEnd && conversation?.live && (
          <button
            type="button"
            popovertarget="menu"
            popovertargetaction="hide"
            onClick={() => document.querySelector('dialog')?.showModal()}
          >
            {t('end')}
          </button>
        )}
      </div>
      <dialog aria-labelledby="ending">
        <form method="dialog">
          <h2 id="ending">{t('endTitle')}</h2>
          <p>{t('endText')}</p>
          <button type="submit">{t('cancel')}</button>
          <button type="submit" class="danger" onClick={() => run('session.end', { conversationId: thread })}>
            {t('endYes')}
          </button>
        </form>
      </dialog>
    </>
  )
}

function mute(): void {
  const isMuted = !state.isMuted
  tell({ t: 'store', key: 'muted', value: isMuted ? '1' : null })
  change({ isMuted })
}
