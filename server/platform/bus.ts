import type { Logger } from './log.ts'

/**
 * Where a message was said: on this node; on another one; or it is read from the log a moment later, because the bus lost
 * it. What comes from the log has no `extra`, and may have been heard before.
 */
export type Origin = 'here' | 'elsewhere' | 'log'
export type Listener = (subject: string, message: unknown, origin: Origin) => void

/**
 * The fast path between nodes: told after a commit, may lose everything; whoever listens is told what was lost from the log.
 * Subjects are topics: `conversation:42`, `agent:7`, `inbox`. Messages are events, and ephemera that can be JSON.
 */
export type Bus = {
  /** Whether there may be other nodes at all. */
  shared: boolean
  /** Listeners of this node are called at once, in order; those of the others a moment later, in the same order. */
  publish(subject: string, message: unknown): void
  subscribe(listener: Listener): () => void
  /** Tells this node alone: what the log reader found that the bus had lost. */
  replay(subject: string, message: unknown): void
  /** Whether what is published reaches the other nodes now. */
  ready(): boolean
  close(): Promise<void>
}

/** The bus of a single node. */
export function inProcessBus(log?: Logger): Bus {
  const listeners = createListeners(log)
  return {
    shared: false,
    publish: (subject, message) => listeners.tell(subject, message, 'here'),
    subscribe: listeners.add,
    replay: (subject, message) => listeners.tell(subject, message, 'log'),
    ready: () => true,
    close: () => Promise.resolve(),
  }
}

/** One that fails is its own failure: whoever published has long committed, and the others hear it all the same. */
export function createListeners(log?: Logger): { add: Bus['subscribe']; tell: Listener } {
  const listeners = new Set<Listener>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(subject, message, origin) {
      for (const listener of listeners)
        try {
          listener(subject, message, origin)
        } catch (error) {
          log?.error({ err: error, subject }, 'a listener of the bus failed')
        }
    },
  }
}
