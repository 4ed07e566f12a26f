import { extras, withExtras } from '../extras.ts'
import { setDraft, write } from '../session.ts'
import { current, state } from '../store.ts'
import { focus, show, toEnd } from '../window.ts'
import { CLIP, Icon, SEND, SMILE } from './icon.tsx'

export function Composer() {
  const { config, draft, t, uploads } = state
  if (current()?.ended && config.afterEnd === 'replace')
    return (
      <footer>
        <button type="button" class="primary" onClick={() => show(null)}>
          {t('startNew')}
        </button>
      </footer>
    )
  return (
    <form class="composer" onSubmit={submit}>
      <Details />
      <div class="box">
        {uploads.length > 0 && extras()?.Tray()}
        <textarea
          rows={1}
          maxLength={10_000}
          aria-label={t('message')}
          placeholder={t('message')}
          value={draft}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
          onKeyDown={sendOnEnter}
          onPaste={(event) => attach(event.clipboardData?.files) && event.preventDefault()}
        />
        {config.attachments && (
          <label class="icon" title={t('attach')}>
            <Icon d={CLIP} />
            <input type="file" multiple aria-label={t('attach')} onChange={attachChosen} />
          </label>
        )}
        <button type="button" class="icon" aria-label={t('emoji')} popovertarget="emoji" onClick={() => void extras()}>
          <Icon d={SMILE} />
        </button>
        <button type="submit" class="send" aria-label={t('send')} disabled={!isReady()}>
          <Icon d={SEND} />
        </button>
      </div>
      <div id="emoji" popover="auto">
        {extras(false)?.Emoji()}
      </div>
    </form>
  )
}

/** Who writes for the first time may, or must, say who he is: claimed, and marked so for the people who answer. */
function Details() {
  const { config, contact, conversations, outbox, t } = state
  const isFirst = conversations.length + outbox.length === 0
  const isAsked = (ask: 'no' | 'optional' | 'required') => ask === 'required' || (isFirst && ask === 'optional')
  if (current()?.live || contact?.signedIn) return null
  return (
    <>
      {isAsked(config.askName) && !contact?.name && (
        <label class="field">
          {t('name')}
          <input name="name" autocomplete="name" maxLength={120} {...mustBe(config.askName)} />
        </label>
      )}
      {isAsked(config.askEmail) && !contact?.email && (
        <label class="field">
          {t('email')}
          <input name="email" type="email" autocomplete="email" maxLength={254} {...mustBe(config.askEmail)} />
        </label>
      )}
    </>
  )
}

const mustBe = (ask: string) => (ask === 'required' ? { required: true } : { placeholder: state.t('optional') })

/** A file that failed must be taken away first: it would be missed. */
const isReady = (): boolean =>
  state.uploads.every(({ file }) => file) && (state.uploads.length > 0 || !!state.draft.trim())

function submit(event: Event & { currentTarget: HTMLFormElement }): void {
  event.preventDefault()
  if (!isReady()) return
  const given = new FormData(event.currentTarget)
  const [name, email] = ['name', 'email'].map((field) => String(given.get(field) ?? '').trim())
  const files = state.uploads.flatMap(({ file }) => file ?? [])
  write({
    text: state.draft.trim(),
    ...(files.length > 0 && { files }),
    ...((name || email) && { details: { ...(name && { name }), ...(email && { email }) } }),
  })
  setDraft('')
  extras(false)?.clearTray()
  toEnd()
  focus()
}

function sendOnEnter(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

function attachChosen({ currentTarget }: { currentTarget: HTMLInputElement }): void {
  attach([...(currentTarget.files ?? [])])
  currentTarget.value = ''
}

/** Whether there was something to attach. */
export function attach(files: Iterable<File> = []): boolean {
  const chosen = [...files]
  if (!state.config.attachments || chosen.length === 0) return false
  void withExtras(({ upload }) => upload(chosen))
  return true
}
