import type { Bus } from '../bus.ts'
import type { AnyEventType, EventType, NameAgent, StoredEvent } from '../events/event-type.ts'
import type { Metrics } from '../metrics.ts'
import type { EventView, ServerFrame } from '../protocol.ts'
import { viewForUser, viewForVisitor } from './event-view.ts'
import { type Connection, sendFrame } from './connection.ts'

/** A connection that has this much unsent drops its topics and is told `reset` [P5]. */
const MOST_WAITING = 1_048_576

export type Audience = 'user' | 'visitor'

export type Hub = {
  add(connection: Connection): void
  remove(connection: Connection): void
  join(connection: Connection, topic: string): void
  leave(connection: Connection, topic: string): void
  /** A visitor's connection hears all conversations of this contact. */
  hearContact(connection: Connection, contactId: number): void
  members(topic: string): ReadonlySet<Connection>
  connections(): Iterable<Connection>
  /** Sends one frame, encoded once, to many. */
  broadcast(to: Iterable<Connection>, frame: ServerFrame): void
  view(event: StoredEvent, audience: Audience): EventView | null
  /**
   * The newest position of the topic that was put on the line of everybody who heard it lately; 0 when none was. Whoever
   * joined later began with a snapshot of after it.
   */
  forwarded(topic: string, audience: Audience): number
  /** Ends one span of "lately"; the one before is forgotten. */
  turnSpan(): void
  /** Whether any connection of this contact is open on this node. */
  isHere(contactId: number): boolean
  /** Called when the first connection of a contact has come to this node, and when the last has left it. */
  onContact(listener: (contactId: number) => void): void
  close(): void
}

const CONTACT = 'contact:'
const NONE: ReadonlySet<Connection> = new Set()

/**
 * Which connection hears what, on this node. Each event is encoded once for the desk and once for its contact, and the
 * same text goes to everyone who hears it.
 */
export function createHub(parts: {
  bus: Bus
  eventTypes: readonly AnyEventType[]
  nameAgent: NameAgent
  metrics: Metrics
}): Hub {
  const types = new Map(parts.eventTypes.map((type) => [type.type, type as unknown as EventType]))
  const topics = new Map<string, Set<Connection>>()
  const all = new Set<Connection>()
  let tellContact: (contactId: number) => void = () => {}
  let lately = newSpan()
  let before = newSpan()
  const unsubscribe = parts.bus.subscribe((subject, message, origin) => {
    // From the log it has no body: clients are told how far they are behind, and ask.
    if (origin !== 'log' && isEvent(message)) forward(subject, message)
  })

  const hub: Hub = {
    add: (connection) => {
      all.add(connection)
      parts.metrics.connections.inc({ kind: connection.actor.kind })
    },
    remove(connection) {
      if (!all.delete(connection)) return
      connection.closed = true
      parts.metrics.connections.dec({ kind: connection.actor.kind })
      for (const topic of connection.topics) drop(topic, connection)
      for (const end of connection.ending.splice(0)) end()
    },
    join(connection, topic) {
      connection.topics.add(topic)
      const members = topics.get(topic)
      if (members !== undefined) return void members.add(connection)
      topics.set(topic, new Set([connection]))
      noteContact(topic)
    },
    leave(connection, topic) {
      connection.topics.delete(topic)
      drop(topic, connection)
    },
    hearContact: (connection, contactId) => hub.join(connection, `contact:${contactId}`),
    members: (topic) => topics.get(topic) ?? NONE,
    connections: () => all,
    broadcast(to, frame) {
      let text: string | undefined
      for (const connection of to) {
        text ??= JSON.stringify(frame)
        push(connection, text, 'topic' in frame ? frame.topic : undefined)
      }
    },
    view: (event, audience) => viewOf(event, audience),
    forwarded: (topic, audience) => lately[audience].get(topic) ?? before[audience].get(topic) ?? 0,
    turnSpan() {
      before = lately
      lately = newSpan()
    },
    isHere: (contactId) => topics.has(`contact:${contactId}`),
    onContact: (listener) => void (tellContact = listener),
    close: unsubscribe,
  }
  return hub

  function forward(topic: string, event: StoredEvent): void {
    // On `contact:ID` are the visitors of that contact; what is told of the contact's record there is not for them.
    const desks = topic.startsWith('contact:') ? undefined : topics.get(topic)
    if (desks !== undefined && desks.size > 0) {
      sendEvent(desks, topic, viewOf(event, 'user'))
      noteForwarded(lately.user, topic, event.position)
    }
    if (event.contactId === undefined || event.publicPosition === null) return
    const visitors = topics.get(`contact:${event.contactId}`)
    if (visitors === undefined || visitors.size === 0) return
    sendEvent(visitors, topic, viewOf(event, 'visitor'))
    noteForwarded(lately.visitor, topic, event.publicPosition)
  }

  function sendEvent(to: Set<Connection>, topic: string, e: EventView | null): void {
    if (e === null) return
    const text = JSON.stringify({ t: 'event', topic, e } satisfies ServerFrame)
    for (const connection of to) push(connection, text, topic)
  }

  function push(connection: Connection, text: string, topic: string | undefined): void {
    if (connection.closed) return
    if (connection.transport.waiting() > MOST_WAITING) return reset(connection, topic)
    connection.transport.send(text)
    parts.metrics.framesSent.inc()
  }

  /** Bounded memory: a slow desk loses the topic and must join it again; a slow visitor must connect again. */
  function reset(connection: Connection, topic: string | undefined): void {
    parts.metrics.slowReaders.inc()
    if (connection.actor.kind !== 'user' || topic === undefined) return connection.transport.close(4429, 'too slow')
    hub.leave(connection, topic)
    sendFrame(connection, { t: 'reset', topic })
  }

  function viewOf(event: StoredEvent, audience: Audience): EventView | null {
    const type = types.get(event.type)
    if (type === undefined) return null
    return audience === 'user'
      ? viewForUser(type, event, parts.nameAgent)
      : viewForVisitor(type, event, parts.nameAgent)
  }

  function drop(topic: string, connection: Connection): void {
    const members = topics.get(topic)
    if (members === undefined) return
    members.delete(connection)
    if (members.size > 0) return
    topics.delete(topic)
    noteContact(topic)
  }

  function noteContact(topic: string): void {
    if (topic.startsWith(CONTACT)) tellContact(Number(topic.slice(CONTACT.length)))
  }
}

const isEvent = (message: unknown): message is StoredEvent =>
  typeof message === 'object' && message !== null && 'position' in message && 'stream' in message

type Span = Record<Audience, Map<string, number>>
const newSpan = (): Span => ({ user: new Map(), visitor: new Map() })

function noteForwarded(span: Map<string, number>, topic: string, position: number): void {
  if (position > (span.get(topic) ?? 0)) span.set(topic, position)
}
