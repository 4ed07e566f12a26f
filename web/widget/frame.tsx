import { render } from 'preact'
import '../kit/tokens.css'
import './frame.css'
import type { WidgetConfig } from '../../server/channels/contract.ts'
import { withExtras } from './extras.ts'
import { type FromHost, listenToHost, tell } from './host.ts'
import { textOn } from './model/colours.ts'
import { attach } from './parts/composer.tsx'
import { Home } from './parts/home.tsx'
import { Thread } from './parts/thread.tsx'
import { adopt, forget, resume, visit } from './session.ts'
import { begin, change, onChange, state } from './store.ts'
import { loadTexts, text } from './texts.ts'
import { close, drawn, open, reopen, scrolled } from './window.ts'

/** The frame's start: what the page says, what is drawn, and the keys and drops that belong to no part. */

const { documentElement: root } = document
let unread = 0

onChange(() => {
  render(state.thread === undefined ? <Home /> : <Thread />, document.body)
  drawn()
  const count = state.conversations.reduce((sum, each) => sum + each.unread, 0)
  if (count !== unread) tell({ t: 'unread', count })
  unread = count
})

/** One after the other: what comes after the settings needs them. Without texts there is nothing to show: once more. */
let taken: Promise<unknown> = Promise.resolve()
listenToHost((message) => {
  taken = taken.then(() => take(message)).catch(() => state ?? setTimeout(() => location.reload(), 3000))
})

async function take(message: FromHost): Promise<void> {
  switch (message.t) {
    case 'init':
      await configure(message.config)
      resume(message.stored, message.page)
      return reopen()
    case 'config':
      return configure(message.config)
    case 'open':
      return open(message.withFocus)
    case 'close':
      return change({ isOpen: false })
    case 'login':
      return withExtras(({ login }) => login(message.jwt))
    case 'logout':
      return withExtras(({ logout }) => void logout())
    case 'page':
      return visit(message.page)
    case 'stored':
      if (message.key === 'login' && !message.value) forget()
      if (message.key === 'token') adopt(message.value)
      if (message.key === 'muted') change({ isMuted: !!message.value })
  }
}

async function configure(config: WidgetConfig): Promise<void> {
  const { colour, theme } = config.appearance
  root.lang = config.locale
  root.style.colorScheme = theme === 'system' ? 'light dark' : theme
  root.style.setProperty('--brand', colour)
  root.style.setProperty('--brand-text', textOn(colour))
  await loadTexts(config.locale)
  // Dates and numbers follow the reader's region, where it speaks the language.
  const locale = navigator.languages.find((each) => each.startsWith(config.locale)) ?? config.locale
  begin({ config, locale, t: (key, values = {}) => text(key, values, locale) })
}

document.onvisibilitychange = scrolled
document.onkeydown = ({ key }) => {
  // An open menu or question closes first; the browser does that.
  if (key === 'Escape' && !document.querySelector(':popover-open,:modal')) close()
}
document.ondragover = (event) => event.preventDefault()
document.ondrop = (event) => {
  event.preventDefault()
  if (state.thread !== undefined) attach(event.dataTransfer?.files)
}
