import type { ServerFrame } from '../protocol.ts'
import type { Actor } from '../pure/actor.ts'

/** How frames leave: a WebSocket or a streamed response. */
export type Transport = {
  send(text: string): void
  /** Bytes not yet taken by the other side. */
  waiting(): number
  close(code: number, reason: string): void
}

/** One live connection of one actor. */
export type Connection = {
  id: string
  transport: Transport
  actor: Actor
  /** Topics the connection hears; visitors hear their contact's conversations without listing them. */
  topics: Set<string>
  /** Pieces that hang on the connection for its life (list windows, presence); undone when it ends. */
  ending: (() => void)[]
  /** Frames taken from this connection in the current second. */
  frames: number
  /** When anything was last heard of the other side, in milliseconds: a cut cable says nothing. */
  heardAt: number
  closed: boolean
}

export function sendFrame(connection: Connection, frame: ServerFrame): void {
  if (!connection.closed) connection.transport.send(JSON.stringify(frame))
}
