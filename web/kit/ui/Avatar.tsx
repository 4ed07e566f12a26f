import css from './Avatar.module.css'

type AvatarProps = {
  /** A person's name, email or number; null = nobody known. */
  name: string | null
  photo?: string | null
  size?: number
  presence?: 'online' | 'away' | 'offline' | undefined
}

/** Decorative (the initials are drawn, not text): the name stands beside it. The presence is told in words there, too. */
export function Avatar({ name, photo, size = 36, presence }: AvatarProps) {
  const shown = initials(name)
  return (
    <span
      className={css['avatar']}
      data-hue={name && /\p{L}/u.test(shown) ? hueOf(name) : undefined}
      data-initials={photo ? undefined : shown}
      style={{ width: size, height: size, fontSize: size / 2.9 }}
      aria-hidden
    >
      {photo && <img src={photo} alt="" className={css['photo']} />}
      {presence && presence !== 'offline' && <i className={css['dot']} data-presence={presence} />}
    </span>
  )
}

function initials(name: string | null): string {
  const words = (name ?? '')
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter((word) => word !== '')
  const first = words[0] ?? ''
  const second = words.length > 1 ? (words.at(-1) ?? '') : ''
  if (first.startsWith('+')) return first.slice(0, 3)
  const letters = [...first].slice(0, second ? 1 : 2).join('') + ([...second][0] ?? '')
  return letters.toLocaleUpperCase() || '?'
}

function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % 6
}
