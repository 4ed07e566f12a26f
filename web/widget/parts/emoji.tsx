import { setDraft } from '../session.ts'
import { focus } from '../window.ts'
import { state } from '../store.ts'

const CHOICE = [
  ...'😀😄😁😅😂🙂😉😊😍😘😎🤔😐😮😢😭😠😴🤗🙃🥳🤩😇🙄',
  ...'👍👎👌👏🙏💪👋🤝✨🎉🔥💯💡📦🚚🛒💳📅⏰📞✅❌❓❗',
  '❤️',
]

/** Arrow keys move, Enter or a click puts it where the text was being written. */
export const Emoji = () => (
  <div class="emoji" role="toolbar" tabIndex={-1} aria-label={state.t('emoji')} onKeyDown={move}>
    {CHOICE.map((emoji) => (
      <button key={emoji} type="button" popovertarget="emoji" onClick={() => insert(emoji)}>
        {emoji}
      </button>
    ))}
  </div>
)

const COLUMNS = 8
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }

function move(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = STEPS[event.key]
  if (!step) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
}

function insert(emoji: string): void {
  const area = document.querySelector('textarea')
  if (!area) return
  area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end')
  setDraft(area.value)
  focus()
}
