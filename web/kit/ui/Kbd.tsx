import css from './Kbd.module.css'

/** `Mod+K` → ⌘K or Ctrl K; `g i` → two keys after each other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={css['keys']}>
      {keys.split(/[ +]/).map((key, index) => (
        <kbd key={`${index}${key}`} className={css['key']}>
          {shown(key)}
        </kbd>
      ))}
    </span>
  )
}

const isApple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
const names: Record<string, string> = {
  Mod: isApple ? '⌘' : 'Ctrl',
  Alt: isApple ? '⌥' : 'Alt',
  Shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
}
const shown = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
