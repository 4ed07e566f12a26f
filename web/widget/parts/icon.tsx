/** Strokes of the lucide set, 24 × 24; always beside a name. */
export const Icon = ({ d }: { d: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
)

export const BACK = 'm15 18-6-6 6-6'
export const CLOSE = 'M18 6 6 18M6 6l12 12'
export const DOWN = 'm6 9 6 6 6-6'
export const MENU = 'M4.5 12h1m6 0h1m6 0h1'
export const CLIP = 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4l7.4-7.6'
export const SMILE = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.5 14s1.2 2 3.5 2 3.5-2 3.5-2M9 9.5h.01M15 9.5h.01'
export const SEND = 'M12 19V5m-6 6 6-6 6 6'
export const GO = 'M5 12h14m-6-6 6 6-6 6'
