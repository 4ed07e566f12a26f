export type Toast = {
  id: number
  text: string
  tone: 'plain' | 'ok' | 'bad'
  /** Moment it goes by itself; shown as a countdown when there is something to undo. */
  endsAt: number
  seconds: number
  action?: { label: string; onPress: () => void }
}
type NewToast = { text: string; tone?: Toast['tone']; seconds?: number; action?: Toast['action'] }

let toasts: readonly Toast[] = []
let made = 0
const listeners = new Set<() => void>()

/** So long something can be taken back. */
export const UNDO_SECONDS = 10

/** Says something that happened; `action` offers to take it back until the time is over. */
export function toast({ text, tone = 'plain', seconds = usual(tone), action: offered }: NewToast): () => void {
  made += 1
  const id = made
  set([
    ...toasts.slice(-3),
    { id, text, tone, seconds, endsAt: Date.now() + seconds * 1000, ...(offered && { action: offered }) },
  ])
  return () => dismiss(id)
}

export function dismiss(id: number): void {
  set(toasts.filter((shown) => shown.id !== id))
}

export const readToasts = (): readonly Toast[] => toasts
export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

const usual = (tone: Toast['tone']): number => (tone === 'bad' ? 8 : 5)
