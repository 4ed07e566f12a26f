import { useEffect } from 'react'
import { type CommandId, commands, handlerOf } from './commands.ts'

const FIELDS = 'input, textarea, select, [contenteditable="true"]'
/** There, letters and Enter have a meaning of their own. */
const OWN_KEYS = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"], [role="grid"]'
const SEQUENCE_MS = 1_200

/** The desk's shortcuts. Single keys never act in a field, and can be switched off (WCAG 2.1.4). */
export function useKeyboard(singleKeys: boolean): void {
  useEffect(() => {
    let first: { key: string; at: number } | null = null
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const combination = nameOf(event)
      // A key held down walks through the list; everything else happens once.
      if (event.repeat && !/^[jk]$/.test(combination)) return
      const isSingle = !combination.includes('+')
      if (isSingle && (!singleKeys || isElsewhere(event.target, combination))) return
      const sequence = first && Date.now() - first.at < SEQUENCE_MS ? `${first.key} ${combination}` : null
      const id = find(sequence) ?? find(combination)
      first =
        isSingle && commands.some(({ keys }) => keys.startsWith(`${combination} `))
          ? { key: combination, at: Date.now() }
          : null
      const run = id && handlerOf(id)
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [singleKeys])
}

function nameOf({ key, code, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const letter = key.length === 1 ? key.toLowerCase() : key
  if (ctrlKey || metaKey) return `Mod+${letter}`
  // With Alt some keyboards write another letter: then it is the key that counts.
  if (altKey && !/^[a-z]$/.test(letter) && code.startsWith('Key')) return `Alt+${code.slice(3).toLowerCase()}`
  return altKey ? `Alt+${letter}` : letter
}

const find = (combination: string | null): CommandId | undefined =>
  combination === null
    ? undefined
    : commands.find(({ keys }) => keys.toLowerCase() === combination.toLowerCase() && keys !== '')?.id

function isElsewhere(target: EventTarget | null, combination: string): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true
  if (!(target instanceof Element)) return false
  if (target.closest(FIELDS) || target.closest(OWN_KEYS)) return true
  return combination === 'Enter' && target.closest('button, a, [role="button"], [role="tab"]') !== null
}
