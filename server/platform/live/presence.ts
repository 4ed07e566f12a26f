import type { ActorView, ClientFrame } from '../protocol.ts'
import type { Connection } from './connection.ts'
import { actorView } from './event-view.ts'
import type { NameAgent } from '../events/event-type.ts'
import type { Hub } from './hub.ts'
import { storedActor } from '../pure/actor.ts'

type Page = { url: string; title?: string }
type Viewer = { id: number; name: string; composing: boolean }
export type Seen = { contactId: number; at: Date; page: Page | null }

export type Presence = {
  take(connection: Connection, frame: Extract<ClientFrame, { t: 'typing' | 'viewing' | 'page' }>): void
  /** A desk joined a conversation of this contact: it is told of his comings and goings. */
  follow(conversationId: number, contactId: number): void
  /** A visitor's connection came; the returned function is called when it is gone. */
  arrived(contactId: number, page: Page | null): () => void
  page(contactId: number): Page | null
  viewers(conversationId: number): Viewer[]
  /** Contacts seen since the last call, for storing. */
  takeSeen(): Seen[]
}

/** What is told but not kept: who types, who looks at what, who is here. By the bus alone; lost without harm. */
export function createPresence(parts: {
  hub: Hub
  nameAgent: NameAgent
  now: () => Date
  onContact: (contactId: number) => void
}): Presence {
  const { hub } = parts
  /** The contact of each conversation some desk has joined. */
  const contacts = new Map<number, number>()
  const followed = new Map<number, Set<number>>()
  const pages = new Map<number, Page>()
  const seen = new Map<number, Seen>()
  const views = new Map<Connection, { conversationId: number; composing: boolean }>()

  return {
    take(connection, frame) {
      if (frame.t === 'typing') return typing(connection, frame)
      if (frame.t === 'viewing') return viewing(connection, frame.conversationId)
      if (connection.actor.kind !== 'visitor') return
      const page = { url: frame.url, ...(frame.title === undefined ? {} : { title: frame.title }) }
      pages.set(connection.actor.contactId, page)
      note(connection.actor.contactId)
      tell(connection.actor.contactId)
    },
    follow(conversationId, contactId) {
      contacts.set(conversationId, contactId)
      const conversations = followed.get(contactId)
      if (conversations === undefined) followed.set(contactId, new Set([conversationId]))
      else conversations.add(conversationId)
    },
    arrived(contactId, page) {
      const first = hub.members(`contact:${contactId}`).size <= 1
      if (page !== null) pages.set(contactId, page)
      note(contactId)
      if (first) tell(contactId)
      return () => {
        note(contactId)
        if (hub.isOnline(contactId)) return
        pages.delete(contactId)
        tell(contactId)
      }
    },
    page: (contactId) => pages.get(contactId) ?? null,
    viewers: viewersOf,
    takeSeen() {
      const all = [...seen.values()]
      seen.clear()
      return all
    },
  }

  function note(contactId: number): void {
    seen.set(contactId, { contactId, at: parts.now(), page: pages.get(contactId) ?? null })
  }

  /** Tells the desks that have a conversation of this contact open. */
  function tell(contactId: number): void {
    parts.onContact(contactId)
    const online = hub.isOnline(contactId)
    const page = pages.get(contactId) ?? null
    for (const conversationId of followed.get(contactId) ?? []) {
      const members = hub.members(`conversation:${conversationId}`)
      if (members.size > 0) hub.broadcast(members, { t: 'presence', contactId, online, page })
      else {
        followed.get(contactId)?.delete(conversationId)
        contacts.delete(conversationId)
      }
    }
    if (followed.get(contactId)?.size === 0) followed.delete(contactId)
  }

  function typing(
    connection: Connection,
    { conversationId, on, note: inNote }: Extract<ClientFrame, { t: 'typing' }>,
  ): void {
    const topic = `conversation:${conversationId}`
    const contactId = contacts.get(conversationId)
    const { actor } = connection
    // Without a desk that has joined, nobody listens; a visitor types only in his own conversation.
    if (contactId === undefined || (actor.kind !== 'visitor' && actor.kind !== 'user')) return
    if (actor.kind === 'visitor' && actor.contactId !== contactId) return
    if (actor.kind === 'user' && !connection.topics.has(topic)) return
    const by = (audience: 'user' | 'visitor'): ActorView => actorView(storedActor(actor), parts.nameAgent, audience)
    const others = [...hub.members(topic)].filter((each) => each !== connection)
    hub.broadcast(others, {
      t: 'typing',
      conversationId,
      by: by('user'),
      on,
      ...(inNote === true ? { note: true } : {}),
    })
    if (actor.kind === 'user') {
      composing(connection, conversationId, on)
      // Typing in a note is nothing the customer may know of.
      if (inNote !== true)
        hub.broadcast(hub.members(`contact:${contactId}`), { t: 'typing', conversationId, by: by('visitor'), on })
    } else
      hub.broadcast(
        [...hub.members(`contact:${contactId}`)].filter((each) => each !== connection),
        { t: 'typing', conversationId, by: by('visitor'), on },
      )
  }

  function composing(connection: Connection, conversationId: number, on: boolean): void {
    const view = views.get(connection)
    if (view?.conversationId !== conversationId || view.composing === on) return
    views.set(connection, { conversationId, composing: on })
    tellViewers(conversationId)
  }

  function viewing(connection: Connection, conversationId: number | null): void {
    if (connection.actor.kind !== 'user') return
    const before = views.get(connection)?.conversationId
    if (conversationId === null || !connection.topics.has(`conversation:${conversationId}`)) views.delete(connection)
    else {
      if (before === undefined)
        connection.ending.push(() => {
          const last = views.get(connection)?.conversationId
          views.delete(connection)
          if (last !== undefined) tellViewers(last)
        })
      views.set(connection, { conversationId, composing: false })
    }
    for (const id of new Set([before, conversationId])) if (typeof id === 'number') tellViewers(id)
  }

  function viewersOf(conversationId: number): Viewer[] {
    const viewers = new Map<number, Viewer>()
    for (const [{ actor }, view] of views) {
      if (view.conversationId !== conversationId || actor.kind !== 'user') continue
      const composes = view.composing || viewers.get(actor.userId)?.composing === true
      viewers.set(actor.userId, {
        id: actor.userId,
        name: parts.nameAgent(actor.userId).name || actor.name,
        composing: composes,
      })
    }
    return [...viewers.values()]
  }

  function tellViewers(conversationId: number): void {
    hub.broadcast(hub.members(`conversation:${conversationId}`), {
      t: 'viewers',
      conversationId,
      users: viewersOf(conversationId),
    })
  }
}
