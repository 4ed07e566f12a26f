/**
 * The fast path between nodes: told after a commit, may lose everything; whoever listens also reads the log.
 * Subjects are topics: `conversation:42`, `agent:7`, `inbox`.
 */
export type Bus = {
  publish(subject: string, message: unknown): void
  subscribe(listener: (subject: string, message: unknown) => void): () => void
  ready(): boolean
  close(): Promise<void>
}

/** The bus of a single node: listeners are called at once, in order. */
export function inProcessBus(): Bus {
  const listeners = new Set<(subject: string, message: unknown) => void>()
  return {
    publish(subject, message) {
      for (const listener of listeners) listener(subject, message)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ready: () => true,
    close: () => Promise.resolve(),
  }
}
