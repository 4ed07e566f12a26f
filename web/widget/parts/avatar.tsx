/** Decorative: the name always stands beside it. */
export function Avatar({ name, photo, isOnline }: { name: string; photo?: string | null; isOnline?: boolean }) {
  const initials = name
    .split(/\s+/)
    .map(([letter]) => letter)
    .slice(0, 2)
    .join('')
  return (
    <span
      class={`avatar hue${[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2}`}
      aria-hidden="true"
    >
      {photo ? <img src={`/pictures/${photo}`} alt="" /> : initials}
      {isOnline && <i />}
    </span>
  )
}
