/** Decorative: the name always stands beside it. */
export function Avatar({ name, photo }: { name: string; photo?: string | null }) {
  const initials = name
    .split(/\s+/)
    .map(([letter]) => letter)
    .slice(0, 2)
    .join('')
  return (
    <span
      class={`avatar hue${[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4}`}
      aria-hidden="true"
    >
      {photo ? <img src={photo} alt="" /> : initials}
    </span>
  )
}
