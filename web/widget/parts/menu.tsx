import { tell } from '../host.ts'
import { run } from '../session.ts'
import { change, current, state } from '../store.ts'

/** Sound, and the end of the conversation with its question. */
export function Menu() {
  const { config, isMuted, t, thread } = state
  return (
    <>
      <div id="menu" popover="auto">
        <button type="button" popovertarget="menu" popovertargetaction="hide" onClick={mute}>
          {t(isMuted ? 'soundOn' : 'soundOff')}
        </button>
        {config.customerMayEnd && current()?.live && (
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
