import css from './Spinner.module.css'

export function Spinner({ size = 20, label }: { size?: number; label?: string }) {
  return (
    <svg
      className={css['spinner']}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <circle cx="10" cy="10" r="8" />
      <path d="M10 2a8 8 0 0 1 8 8" />
    </svg>
  )
}

/** Grey bars in the shape of what is coming. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className={css['skeleton']} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${[92, 64, 80, 48][index % 4]}%` }} />
      ))}
    </div>
  )
}
