/**
 * The frames of a live connection, over a WebSocket (`/socket`) or the streaming fallback
 * (`POST /api/v1/stream` for what the server says, `POST /api/v1/stream/:connection` for what the client says).
 *
 * [P1] The first frame is `hello`; anything else before it ends the connection.
 * [P2] Every `do`, `get`, `join` and `watch` is answered once, by `ok` or `no` with its `ref`.
 * [P3] Events of a topic arrive in the order of their position, without a gap. A client that sees a gap, or a beat
 *      above its own position, joins again with `since`.
 * [P4] A command is retried with the same ids: the first result is given again.
 * [P5] A connection that reads too slowly is told `reset` and drops what it holds for that topic.
 */
export const PROTOCOL_VERSION = 1

/** Close codes: 4400 bad frame, 4401 not signed in (again), 4403 origin, 4426 too old: reload, 4429 too many. */
export type CloseCode = 4400 | 4401 | 4403 | 4426 | 4429

export type ClientFrame =
  | {
      t: 'hello'
      v: number
      as: 'visitor'
      token: string
      locale?: string
      page?: { url: string; title?: string } | undefined
      /** Public positions already held, by conversation id: the server answers with what is missing. */
      heads?: Record<string, number>
    }
  | { t: 'hello'; v: number; as: 'user' }
  | { t: 'do'; ref: number; name: string; input: unknown }
  | { t: 'get'; ref: number; path: string; query?: Record<string, string> }
  /** Desk only. Topic `conversation:42`. Without `since` the answer carries a snapshot. */
  | { t: 'join'; ref: number; topic: string; since?: number }
  | { t: 'leave'; topic: string }
  /** Desk only. A live window on an inbox view: the first `limit` rows, kept true until `unwatch`. `id` is the client's. */
  | { t: 'watch'; ref: number; id: string; view: string; limit: number; since?: string }
  | { t: 'unwatch'; id: string }
  /** Ephemeral; repeated every 3 s while typing, and once with `on: false`. A note's typing is never told to a visitor. */
  | { t: 'typing'; conversationId: number; on: boolean; note?: boolean }
  /** Desk only: which conversation is open here, for collision marks; null when none. */
  | { t: 'viewing'; conversationId: number | null }
  | { t: 'page'; url: string; title?: string }
  | { t: 'ping' }
  /** The answer to the server's `ping`. */
  | { t: 'pong' }
  /** Desk only: its person has done something here; at most each 30 s. Without any, he is idle after a while. */
  | { t: 'active' }

/** One event as its reader sees it. `p` is the reader's own gapless position in the topic. */
export type EventView = {
  p: number
  /** Desk only: the position visitors count by; absent on internal events. Marks (delivered, read) are in this counting. */
  pp?: number
  type: string
  at: string
  by: ActorView
  data: Record<string, unknown>
}

export type ActorView =
  | { kind: 'contact'; id?: number; name?: string | null }
  | { kind: 'agent'; id: number; name: string; photo?: string | null }
  | { kind: 'bot'; name?: string }
  | { kind: 'rule'; id?: number }
  | { kind: 'system' | 'api' }

export type ServerFrame =
  | { t: 'welcome'; v: number; connection: string; now: string; data: unknown }
  | { t: 'ok'; ref: number; data: unknown }
  | { t: 'no'; ref: number; code: string; message: string; details?: unknown }
  | { t: 'event'; topic: string; e: EventView }
  /** What the log reader saw in the database: topic → position. Sent when it moved, at most each second. */
  | {
      t: 'beat'
      now: string
      heads: Record<string, number>
      /** To a visitor who waits: conversation → what he may expect; without one that waits no more. Left out: as told before. */
      waits?: Record<string, string>
    }
  | { t: 'list'; id: string; w: string; order: number[]; rows: unknown[]; total?: number }
  | { t: 'counts'; counts: Record<string, number> }
  | { t: 'typing'; conversationId: number; by: ActorView; on: boolean; note?: boolean }
  /** Who has the conversation open in the desk. */
  | { t: 'viewers'; conversationId: number; users: { id: number; name: string; composing: boolean }[] }
  /** A contact of a conversation this desk has joined is reachable or not. */
  | { t: 'presence'; contactId: number; online: boolean; page?: { url: string; title?: string } | null }
  | { t: 'reset'; topic: string }
  | { t: 'revoked'; topic: string }
  /** What the person of this desk is doing and how much he holds, each time it has changed. */
  | { t: 'work'; work: unknown }
  /** To whoever watches agents and queues: those that have changed; `gone`: lanes that are no more. */
  | { t: 'board'; id: string; agents: unknown[]; lanes: unknown[]; gone?: number[] }
  | { t: 'pong' }
  /** Over the streaming fallback, to desks: is anybody there? Answered by `pong`. */
  | { t: 'ping' }
