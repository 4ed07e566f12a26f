import type { Outgoing } from '../live/outbox.ts'

type Listener = (message: Outgoing) => void
const listeners = new Set<Listener>()

/** A message that was not sent goes back to where it was written. */
export function returnToComposer(message: Outgoing): void {
  for (const listener of listeners) listener(message)
}

export function onReturned(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
