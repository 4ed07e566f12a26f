import { tell } from './host.ts'
import { loadEarlier, markSoon } from './session.ts'
import { change, state } from './store.ts'

/** After the next drawing. On a touch screen the keyboard would cover what is to be read: there a button takes the focus. */
export function focus(selector: string): void {
  const target = selector === 'textarea' && matchMedia('(pointer:coarse)').matches ? '.icon' : selector
  setTimeout(() => document.querySelector<HTMLElement>(target)?.focus())
}

/** `undefined` is the home screen. */
export function show(thread: number | null | undefined): void {
  change({ thread, isAway: false, typing: undefined })
  focus(thread === undefined ? '.write' : 'textarea')
}

export function open(withFocus: boolean): void {
  opened(true)
  if (withFocus) focus(state.thread === undefined ? '.write' : 'textarea')
}

export function close(): void {
  opened(false)
  tell({ t: 'close' })
}

/** Kept as long as the tab, so that going from page to page does not close the window. */
export function opened(isOpen: boolean): void {
  change({ isOpen })
  try {
    sessionStorage.isOpen = isOpen || ''
  } catch {}
}

export function reopen(): void {
  try {
    // On a phone it would cover the page that the customer went to.
    if (sessionStorage.isOpen && screen.width > 480) tell({ t: 'open' })
  } catch {}
}

const log = () => document.querySelector('.log')

/** The log stands on its end (its scroll position counts down from 0), so what grows above or below does not move it. */
export function scrolled(): void {
  const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = log() ?? {}
  const isAway = scrollTop < -80
  if (isAway !== state.isAway) change({ isAway })
  if (log() && scrollHeight + scrollTop < clientHeight + 300) void loadEarlier()
  markSoon(state.isOpen && !isAway && document.visibilityState === 'visible')
}

export const toEnd = (): void => log()?.scrollTo({ top: 0 })
