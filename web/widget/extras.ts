import { change, state } from './store.ts'
import { loadTexts } from './texts.ts'

/** Formatting, files, emoji, the menu and their texts are fetched when the first of them is needed: many visits need none. */
type Extras = typeof import('./parts/extras.tsx')

let loaded: Extras | undefined
let isLoading = false

/** Undefined until it is here; then all is drawn again. */
export function extras(isNeeded = true): Extras | undefined {
  if (isNeeded && !loaded && !isLoading) {
    isLoading = true
    void withExtras(() => {})
  }
  return loaded
}

export async function withExtras(act: (extras: Extras) => void): Promise<void> {
  try {
    if (!loaded) await loadTexts(state.config.locale, 'widget-extras')
    loaded = await import('./parts/extras.tsx')
    change({})
    act(loaded)
  } catch {
    // Without a line there is nothing to fetch it from; the next need tries again.
  }
  isLoading = false
}
