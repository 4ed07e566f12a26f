// reason: one protocol, from the first frame to the last
import { compileLater } from '../compile-later.ts'
import { Type } from 'typebox'
import type { Bus } from '../bus.ts'
import { clock } from '../clock.ts'
import type { Engine } from '../commands/engine.ts'
import { type Database, isDatabaseLost } from '../db.ts'
import { uuid7 } from '../ids.ts'
import type { Guard } from '../limits/guard.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { type ActorView, type ClientFrame, PROTOCOL_VERSION, type ServerFrame } from '../protocol.ts'
import { type Actor, nobody } from '../pure/actor.ts'
import { Refusal } from '../pure/refusal.ts'
import { Id, Position } from '../pure/schemas.ts'
import { type Connection, sendFrame, type Transport } from './connection.ts'
import type { Hub } from './hub.ts'

/** What the slices put behind the frames. */
export type LiveParts = {
  db: Database
  bus: Bus
  hub: Hub
  engine: Engine
  log: Logger
  metrics: Metrics
  /** Who says hello, and what the welcome holds. Null = not signed in. */
  greet(hello: Extract<ClientFrame, { t: 'hello' }>, request: RequestFacts): Promise<Greeted | null>
  /** Reads by path, as over HTTP. */
  readPath(actor: Actor, path: string, query: Record<string, string>): Promise<unknown>
  /** Refuses a topic this actor may not hear. */
  requireJoin(actor: Actor, topic: string): Promise<void>
  join(actor: Actor, topic: string, since: number | undefined): Promise<unknown>
  watch(connection: Connection, frame: Extract<ClientFrame, { t: 'watch' }>): Promise<unknown>
  unwatch(connection: Connection, id: string): void
  /** Ephemera: typing, viewing, page. */
  ephemeral(connection: Connection, frame: Extract<ClientFrame, { t: 'typing' | 'viewing' | 'page' }>): void
  describeError(code: string): string
  /** A person has touched his desk. */
  touch?(userId: number): void
  /** Refuses what one visitor or address does too often. */
  guard?: Guard
}

/** The welcome is read after the topics are heard, so that nothing falls between. */
export type Greeted = { actor: Actor; topics: string[]; welcome(): Promise<unknown>; arrived?: () => () => void }

/** What the transport knows of the other side. */
export type RequestFacts = { cookie: string | null; ip: string; userAgent: string }

export type Live = {
  /** A new connection; frames are given to `receive`. Its end is told by `left`. */
  open(transport: Transport, facts: RequestFacts): OpenSession
  stop(): void
}

export type OpenSession = {
  id: string
  receive(text: string): void
  /** Something without a frame was heard: the answer to a ping. */
  heard(): void
  /** Somebody's desk: whether it is still there matters within seconds. */
  isDesk(): boolean
  /** For how many milliseconds nothing was heard. */
  silence(): number
  left(): void
}

/** Frames one connection may send in a second; beyond, it is closed: nobody types that fast. */
const FRAMES_PER_SECOND = 4_000
const FRAMES_PER_SECOND_VISITOR = 200
const HELLO_WITHIN_MS = 10_000
/** A connection that has this much unsent is let go instead of being answered [P5]. */
const MOST_UNSENT = 4_194_304
const text = (maxLength: number) => Type.String({ maxLength })
const ref = Position

const FRAMES = {
  hello: Type.Object({
    v: Type.Integer(),
    as: Type.Union([Type.Literal('visitor'), Type.Literal('user')]),
    token: Type.Optional(text(200)),
    locale: Type.Optional(text(20)),
    page: Type.Optional(Type.Object({ url: text(2000), title: Type.Optional(text(300)) })),
    heads: Type.Optional(Type.Record(Type.String({ pattern: '^[1-9][0-9]{0,15}$' }), Position)),
  }),
  do: Type.Object({ ref, name: text(80), input: Type.Unknown() }),
  get: Type.Object({ ref, path: text(300), query: Type.Optional(Type.Record(text(40), text(500))) }),
  join: Type.Object({ ref, topic: text(60), since: Type.Optional(Position) }),
  leave: Type.Object({ topic: text(60) }),
  watch: Type.Object({
    ref,
    id: text(40),
    view: text(40),
    limit: Type.Integer({ minimum: 1, maximum: 500 }),
    since: Type.Optional(text(60)),
  }),
  unwatch: Type.Object({ id: text(40) }),
  typing: Type.Object({ conversationId: Id, on: Type.Boolean(), note: Type.Optional(Type.Boolean()) }),
  viewing: Type.Object({ conversationId: Type.Union([Id, Type.Null()]) }),
  page: Type.Object({ url: text(2000), title: Type.Optional(text(300)) }),
  ping: Type.Object({}),
  pong: Type.Object({}),
  active: Type.Object({}),
}
const CHECKS = Object.fromEntries(Object.entries(FRAMES).map(([t, schema]) => [t, compileLater(schema)])) as Record<
  string,
  { Check(value: unknown): boolean }
>

export function createLive(parts: LiveParts): Live {
  const joins = new WeakMap<Connection, Promise<void>>()
  const windows = setInterval(() => {
    for (const connection of parts.hub.connections()) connection.frames = 0
  }, 1_000)
  return {
    stop: () => clearInterval(windows),
    open(transport, facts) {
      const connection: Connection = {
        id: uuid7(),
        transport,
        actor: nobody,
        topics: new Set(),
        ending: [],
        frames: 0,
        heardAt: clock.now().getTime(),
        closed: false,
      }
      const leave = parts.guard === undefined ? () => {} : parts.guard.connect(facts)
      // On the next turn: the transport is still being set up.
      if (leave === null) setImmediate(() => transport.close(4429, 'too many connections'))
      let greeting: Promise<void> | null = null
      let welcomed = false
      // Not 4401: a widget would take that as the end of its token.
      const late = setTimeout(() => transport.close(4400, 'hello expected'), HELLO_WITHIN_MS)
      return {
        id: connection.id,
        heard: () => void (connection.heardAt = clock.now().getTime()),
        isDesk: () => connection.actor.kind === 'user',
        silence: () => clock.now().getTime() - connection.heardAt,
        receive(message) {
          if (leave === null) return
          connection.heardAt = clock.now().getTime()
          const frame = parseFrame(message)
          if (frame === null) return transport.close(4400, 'bad frame')
          connection.frames += 1
          if (connection.frames > (connection.actor.kind === 'user' ? FRAMES_PER_SECOND : FRAMES_PER_SECOND_VISITOR))
            return transport.close(4429, 'too many frames')
          if (frame.t === 'hello') {
            if (greeting !== null) return transport.close(4400, 'hello twice')
            clearTimeout(late)
            greeting = hello(connection, frame, facts).then(() => {
              welcomed = true
              // The desk's connections are not counted [LI7].
              if (connection.actor.kind === 'user') leave()
            })
          } else if (greeting === null) transport.close(4400, 'hello expected')
          else if (welcomed) void take(connection, frame, facts)
          // Said in the same breath as hello: it waits until it is known who says it.
          else void greeting.then(() => take(connection, frame, facts))
        },
        left() {
          clearTimeout(late)
          leave?.()
          connection.closed = true
          parts.hub.remove(connection)
        },
      }
    },
  }

  async function hello(
    connection: Connection,
    frame: Extract<ClientFrame, { t: 'hello' }>,
    facts: RequestFacts,
  ): Promise<void> {
    // The last two versions are served; there is one so far [P1].
    if (frame.v !== PROTOCOL_VERSION) return connection.transport.close(4426, 'reload')
    try {
      const greeted = await parts.greet(frame, facts)
      if (connection.closed) return
      if (greeted === null) return connection.transport.close(4401, 'not signed in')
      connection.actor = greeted.actor
      parts.hub.add(connection)
      for (const topic of greeted.topics) parts.hub.join(connection, topic)
      if (greeted.arrived !== undefined) connection.ending.push(greeted.arrived())
      const release = holdBack(connection)
      const data = await greeted.welcome()
      release(
        JSON.stringify({
          t: 'welcome',
          v: PROTOCOL_VERSION,
          connection: connection.id,
          now: clock.now().toISOString(),
          data,
        } satisfies ServerFrame),
      )
    } catch (error) {
      parts.log.warn({ reason: error instanceof Error ? error.message : '' }, 'a hello failed')
      connection.transport.close(1013, 'try again')
    }
  }

  /** What is said of a topic right after asking to join it counts from the moment it is joined. */
  function afterJoins(connection: Connection, frame: Parameters<LiveParts['ephemeral']>[1]): void | Promise<void> {
    const under = joins.get(connection)
    if (under === undefined) return parts.ephemeral(connection, frame)
    return under.then(() => {
      if (!connection.closed) parts.ephemeral(connection, frame)
    })
  }

  function noteJoin(connection: Connection, joining: Promise<void>): Promise<void> {
    const all: Promise<void> = Promise.all([joins.get(connection), joining]).then(() => {
      if (joins.get(connection) === all) joins.delete(connection)
    })
    joins.set(connection, all)
    return joining
  }

  async function take(connection: Connection, frame: ClientFrame, facts: RequestFacts): Promise<void> {
    if (connection.actor.kind === 'nobody' || connection.closed) return
    switch (frame.t) {
      case 'do':
        return answer(connection, frame.ref, async () => {
          parts.guard?.admit(connection.actor, frame.name, facts)
          return parts.engine.execute(connection.actor, frame.name, frame.input)
        })
      case 'get':
        return answer(connection, frame.ref, () => parts.readPath(connection.actor, frame.path, frame.query ?? {}))
      case 'join':
        return noteJoin(
          connection,
          answer(connection, frame.ref, async () => {
            await parts.requireJoin(connection.actor, frame.topic)
            // Heard from now on, then the answer is read: nothing falls between; what comes twice has the same position.
            parts.hub.join(connection, frame.topic)
            try {
              return await parts.join(connection.actor, frame.topic, frame.since)
            } catch (error) {
              parts.hub.leave(connection, frame.topic)
              throw error
            }
          }),
        )
      case 'leave':
        return parts.hub.leave(connection, frame.topic)
      case 'watch':
        return answer(connection, frame.ref, () => parts.watch(connection, frame))
      case 'unwatch':
        return parts.unwatch(connection, frame.id)
      case 'ping':
        return sendFrame(connection, { t: 'pong' })
      case 'active':
        return connection.actor.kind === 'user' ? parts.touch?.(connection.actor.userId) : undefined
      case 'typing':
      case 'viewing':
      case 'page':
        return afterJoins(connection, frame)
      case 'hello':
      case 'pong':
        return
    }
  }

  async function answer(connection: Connection, to: number, work: () => Promise<unknown>): Promise<void> {
    if (connection.transport.waiting() > MOST_UNSENT) return connection.transport.close(4429, 'too slow')
    const frame = await settle(to, work)
    // Many may have been asked in one breath.
    if (connection.transport.waiting() > MOST_UNSENT) return connection.transport.close(4429, 'too slow')
    sendFrame(connection, frame)
  }

  async function settle(to: number, work: () => Promise<unknown>): Promise<ServerFrame> {
    try {
      return { t: 'ok', ref: to, data: (await work()) ?? null }
    } catch (error) {
      const { code, details } = refusalOf(error, parts.log)
      parts.metrics.refusals.inc({ code })
      return {
        t: 'no',
        ref: to,
        code,
        message: parts.describeError(code),
        ...(details === undefined ? {} : { details }),
      }
    }
  }
}

/** What is heard before the welcome goes out after it. */
function holdBack(connection: Connection): (first: string) => void {
  const { transport } = connection
  const held: string[] = []
  connection.transport = { ...transport, send: (text) => void held.push(text) }
  return (first) => {
    connection.transport = transport
    if (connection.closed) return
    transport.send(first)
    for (const text of held) transport.send(text)
  }
}

/** Every "no" as the client is told it; a bug is logged with an id and told only by that id. */
export function refusalOf(
  error: unknown,
  log: Logger,
): { code: string; details?: Record<string, unknown> | undefined } {
  if (error instanceof Refusal) return { code: error.code, details: error.details }
  // Nothing is wrong with the request: it may come again.
  if (isDatabaseLost(error)) return { code: 'unavailable' }
  const errorId = uuid7()
  log.error({ err: error, errorId }, 'a request failed')
  return { code: 'internal', details: { id: errorId } }
}

function parseFrame(message: string): ClientFrame | null {
  try {
    const frame: unknown = JSON.parse(message)
    if (typeof frame !== 'object' || frame === null || !('t' in frame) || typeof frame.t !== 'string') return null
    return Object.hasOwn(CHECKS, frame.t) && CHECKS[frame.t]?.Check(frame) ? (frame as ClientFrame) : null
  } catch {
    return null
  }
}

export type { ActorView }
