import type { MessageRow } from '../model/timeline.ts'
import { run } from '../session.ts'
import { change, state } from '../store.ts'

/** Where each question stands, by its message. */
const phases = new Map<string, 'sending' | 'thanks' | 'failed'>()

/** A rule asks where he can be reached: claimed, as whatever he types, and asked no more once it is known. */
export function AskEmail({ message: { id } }: Pick<MessageRow, 'message'>) {
  const { contact, t } = state
  const phase = phases.get(id)
  const say = (next: typeof phase & {}) => {
    phases.set(id, next)
    // The rows are drawn again when the conversations are others.
    change({ conversations: [...state.conversations] })
  }
  if (contact?.email)
    return phase === 'thanks' ? (
      <p class="time" role="status">
        {t('emailKept', { email: contact.email })}
      </p>
    ) : null
  const submit = async (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim()
    say('sending')
    // A refusal, or no line, gives nothing.
    if ((await run('visitor.details', { email })) === undefined) return say('failed')
    if (state.contact) change({ contact: { ...state.contact, email } })
    say('thanks')
  }
  return (
    <form class="survey card" onSubmit={submit}>
      <label class="field">
        {t('email')}
        <input name="email" type="email" autocomplete="email" maxLength={254} required />
      </label>
      <button type="submit" class="primary" disabled={phase === 'sending'}>
        {t('send')}
      </button>
      <p role="status" class={phase === 'failed' ? 'failed' : ''}>
        {phase === 'failed' && t('emailFailed')}
      </p>
    </form>
  )
}
