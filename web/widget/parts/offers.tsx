import type { MessageView } from '../../../server/conversations/contract.ts'
import type { Unsent } from '../model/outbox.ts'
import { replace, write } from '../session.ts'
import { state } from '../store.ts'
import { focus } from '../window.ts'

/** Answers to choose from, under the last message. */
export const Chips = ({ message }: { message: MessageView }) => (
  <p class="chips">
    {message.quickReplies?.map(({ label, value }) => (
      <button
        type="button"
        onClick={() => {
          write({ text: value ?? label })
          focus()
        }}
      >
        {label}
      </button>
    ))}
  </p>
)

/** Why a message was refused, and what can be done. */
export function Refused({ unsent }: { unsent: Unsent }) {
  const { t } = state
  const { refused, ...again } = unsent
  const reason = `no.${refused}`
  return (
    <p class="time refused" role="alert">
      {t(reason) === reason ? t('no') : t(reason)}{' '}
      <button type="button" onClick={() => replace(unsent, again)}>
        {t('retry')}
      </button>{' '}
      <button type="button" onClick={() => replace(unsent, null)}>
        {t('discard')}
      </button>
    </p>
  )
}
