import { createStore } from '../live/store.ts'

/** Whether the person sees this window and works in it. */
const now = () => document.visibilityState === 'visible' && document.hasFocus()
export const isVisible = createStore(now())
const update = () => isVisible.set(now())
window.addEventListener('focus', update)
window.addEventListener('blur', update)
document.addEventListener('visibilitychange', update)
