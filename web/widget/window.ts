import { tell } from './host.ts'
import { loadEarlier, markSoon } from './session.ts'
import { change, state } from './store.ts'

/** After the next drawing. On a touch screen, a text field would call the keyboard over what is to be read. */
export function focus(): void {
  const target = matchMedia('(pointer:coarse)').matches ? 'main' : '.box textarea,.home'
  setTimeout(() => document.querySelector<HTMLElement>(target)?.focus())
}

/** `undefined` is the home screen. */
export function show(thread: number | null | undefined): void {
  change({ thread, isAway: false, typing: undefined })
  focus()
}

export function open(withFocus: boolean): void {
  change({ isOpen: true })
  if (withFocus) focus()
}

export function close(): void {
  change({ isOpen: false })
  tell({ t: 'close' })
}

/** As long as the tab lives, going from page to page does not close the window. */
let shown = ''
try {
  shown = sessionStorage.shown ?? ''
} catch {
  // Storage is switched off.
}

function remember(): void {
  try {
    sessionStorage.shown = state.isOpen ? (state.thread ?? 0) : ''
  } catch {}
}

export function reopen(): void {
  // On a phone it would cover the page that the customer went to.
  if (!shown || screen.width <= 480) return
  change({ thread: Number(shown) || undefined })
  tell({ t: 'open' })
}

const log = () => document.querySelector('.log')

/** After each drawing: a text field is as high as its text, where the style cannot say so; and the log is looked at. */
export function drawn(): void {
  const area = document.querySelector<HTMLElement>('.box textarea')
  if (area && !CSS.supports('field-sizing:content')) {
    area.style.height = '0'
    area.style.height = `${area.scrollHeight}px`
  }
  remember()
  scrolled()
}

/** The log stands on its end (its scroll position counts down from 0), so what grows above or below does not move it. */
export function scrolled(): void {
  const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = log() ?? {}
  const isAway = scrollTop < -80
  if (isAway !== state.isAway) change({ isAway })
  if (log() && scrollHeight + scrollTop < clientHeight + 300) void loadEarlier()
  markSoon(state.isOpen && !isAway && document.visibilityState === 'visible')
}

export const toEnd = (): void => log()?.scrollTo({ top: 0 })
