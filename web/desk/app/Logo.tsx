import css from './Logo.module.css'

/** Two speech bubbles; decorative. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <span className={css['logo']} style={{ width: size, height: size, borderRadius: size / 3.2 }} aria-hidden>
      <svg viewBox="0 0 24 24" width={size * 0.62} height={size * 0.62}>
        <path d="M4 6a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H8l-4 3z" />
        <path d="M19 9a1.500 1.500 0 0 1 1 1.400V20l-3.400-2.600H12" />
      </svg>
    </span>
  )
}
