import { Compile } from 'typebox/compile'
import { type Static, Type } from 'typebox'
import type { Bus } from '../bus.ts'
import type { ActorView, ClientFrame } from '../protocol.ts'
import type { Connection } from './connection.ts'
import { actorView } from './event-view.ts'
import type { NameAgent } from '../events/event-type.ts'
import type { Hub } from './hub.ts'
import { storedActor } from '../pure/actor.ts'
import type { Roster } from './roster.ts'

type Page = { url: string; title?: string }
type Viewer = { id: number; name: string; composing: boolean }
export type Seen = { contactId: number; at: Date; page: Page | null }

export type Presence = {
  take(connection: Connection, frame: Extract<ClientFrame, { t: 'typing' | 'viewing' | 'page' }>): void
  /** A desk joined a conversation of this contact: it is told of his comings and goings. */
  follow(conversationId: number, contactId: number): void
  /** A visitor's connection came; the returned function is called when it is gone. */
  arrived(contactId: number, page: Page | null): () => void
  /** Whether any connection of this contact is open, on whatever node. */
  isOnline(contactId: number): boolean
  page(contactId: number): Page | null
  viewers(conversationId: number): Viewer[]
  /** Contacts seen since the last call, for storing. */
  takeSeen(): Seen[]
}

/** What nodes say to each other of who is here, who looks, and who types. */
const PageOfContact = Type.Object({
  page: Type.Union([
    Type.Null(),
    Type.Object({ url: Type.String({ maxLength: 2_000 }), title: Type.Optional(Type.String({ maxLength: 300 })) }),
  ]),
})
const Viewers = Type.Array(Type.Object({ id: Type.Integer(), composing: Type.Boolean() }), { maxItems: 500 })
const Typing = Type.Object({
  conversationId: Type.Integer(),
  contactId: Type.Integer(),
  by: Type.Object({
    kind: Type.Union([Type.Literal('contact'), Type.Literal('agent')]),
    id: Type.Integer(),
  }),
  on: Type.Boolean(),
  note: Type.Boolean(),
})
type Typing = Static<typeof Typing>
const checks = { page: Compile(PageOfContact), viewers: Compile(Viewers), typing: Compile(Typing) }

const TYPING = 'typing'
/** Nobody types so often: the rest is told on this node only. */
const TYPINGS_A_SECOND = 5

/**
 * What is told but not kept: who types, who looks at what, who is here. Other nodes are told by the bus alone; lost without
 * harm.
 */
export function createPresence(parts: {
  hub: Hub
  bus: Bus
  roster: Roster
  nameAgent: NameAgent
  now: () => Date
  onContact: (contactId: number) => void
}): Presence {
  const { hub, roster, bus } = parts
  /** The contact of each conversation some desk has joined. */
  const contacts = new Map<number, number>()
  const followed = new Map<number, Set<number>>()
  const pages = new Map<number, Page>()
  const seen = new Map<number, Seen>()
  const views = new Map<Connection, { conversationId: number; composing: boolean }>()
  const typed = new WeakMap<Connection, { second: number; times: number }>()
  const moved = new Set<number>()

  hub.onContact((contactId) => {
    // Last seen on the page where he was.
    if (!hub.isHere(contactId)) {
      note(contactId)
      pages.delete(contactId)
    }
    // On the next turn: with his page, and once for whoever only changes his contact.
    if (moved.size === 0) queueMicrotask(announceMoved)
    moved.add(contactId)
  })
  roster.onChange((key) => {
    const [kind, id] = [key.slice(0, key.indexOf(':')), Number(key.slice(key.indexOf(':') + 1))]
    if (kind === 'contact') tell(id)
    else if (kind === 'viewers') tellViewers(id)
  })
  bus.subscribe((subject, message, origin) => {
    if (subject === TYPING && origin === 'elsewhere' && checks.typing.Check(message)) typedElsewhere(message)
  })

  return {
    take(connection, frame) {
      if (frame.t === 'typing') return typing(connection, frame)
      if (frame.t === 'viewing') return viewing(connection, frame.conversationId)
      if (connection.actor.kind !== 'visitor') return
      const page = { url: frame.url, ...(frame.title === undefined ? {} : { title: frame.title }) }
      pages.set(connection.actor.contactId, page)
      note(connection.actor.contactId)
      announce(connection.actor.contactId)
    },
    follow(conversationId, contactId) {
      contacts.set(conversationId, contactId)
      const conversations = followed.get(contactId)
      if (conversations === undefined) followed.set(contactId, new Set([conversationId]))
      else conversations.add(conversationId)
    },
    arrived(contactId, page) {
      if (page !== null) pages.set(contactId, page)
      note(contactId)
      return () => {
        if (hub.isHere(contactId)) note(contactId)
      }
    },
    isOnline,
    page: pageOf,
    viewers: viewersOf,
    takeSeen() {
      const all = [...seen.values()]
      seen.clear()
      return all
    },
  }

  function isOnline(contactId: number): boolean {
    return hub.isHere(contactId) || roster.heard(`contact:${contactId}`).length > 0
  }

  function pageOf(contactId: number): Page | null {
    const here = pages.get(contactId)
    if (here !== undefined) return here
    for (const word of roster.heard(`contact:${contactId}`))
      if (checks.page.Check(word) && word.page !== null) return word.page
    return null
  }

  function note(contactId: number): void {
    seen.set(contactId, { contactId, at: parts.now(), page: pages.get(contactId) ?? null })
  }

  function announceMoved(): void {
    for (const contactId of moved) announce(contactId)
    moved.clear()
  }

  function announce(contactId: number): void {
    const word = hub.isHere(contactId) ? { page: pages.get(contactId) ?? null } : undefined
    roster.say(`contact:${contactId}`, word)
    tell(contactId)
  }

  /** Tells the desks of this node that have a conversation of this contact open. */
  function tell(contactId: number): void {
    parts.onContact(contactId)
    const online = isOnline(contactId)
    const page = pageOf(contactId)
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
    const { actor } = connection
    const by = storedActor(actor)
    if (by.id === null || (by.kind !== 'contact' && by.kind !== 'agent')) return
    const known = contacts.get(conversationId)
    // A desk has joined; a visitor types only in his own conversation, which whoever follows it knows.
    if (actor.kind === 'user' && !connection.topics.has(`conversation:${conversationId}`)) return
    const contactId = actor.kind === 'visitor' ? actor.contactId : known
    if (contactId === undefined) return
    const said = { conversationId, contactId, by: { kind: by.kind, id: by.id }, on, note: inNote === true }
    if (known === contactId) tellTyping(said, connection)
    if (actor.kind === 'user' && known !== undefined) composing(connection, conversationId, on)
    if (bus.shared && mayBeTold(connection)) bus.publish(TYPING, said)
  }

  /** Of whoever types on another node; a visitor's word that the conversation is his is checked here, where it is known. */
  function typedElsewhere(said: Typing): void {
    const known = contacts.get(said.conversationId)
    if (said.by.kind === 'contact' ? known === said.contactId : true) tellTyping(said, null)
  }

  function tellTyping({ conversationId, contactId, by, on, note: inNote }: Typing, from: Connection | null): void {
    const as = (audience: 'user' | 'visitor'): ActorView => actorView(by, parts.nameAgent, audience)
    const others = (topic: string) => [...hub.members(topic)].filter((each) => each !== from)
    hub.broadcast(others(`conversation:${conversationId}`), {
      t: 'typing',
      conversationId,
      by: as('user'),
      on,
      ...(inNote ? { note: true } : {}),
    })
    // Typing in a note is nothing the customer may know of.
    if (inNote && by.kind === 'agent') return
    hub.broadcast(others(`contact:${contactId}`), { t: 'typing', conversationId, by: as('visitor'), on })
  }

  function mayBeTold(connection: Connection): boolean {
    const second = Math.floor(parts.now().getTime() / 1_000)
    const before = typed.get(connection)
    const times = before?.second === second ? before.times + 1 : 1
    typed.set(connection, { second, times })
    return times <= TYPINGS_A_SECOND
  }

  function composing(connection: Connection, conversationId: number, on: boolean): void {
    const view = views.get(connection)
    if (view?.conversationId !== conversationId || view.composing === on) return
    views.set(connection, { conversationId, composing: on })
    announceViewers(conversationId)
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
          if (last !== undefined) announceViewers(last)
        })
      views.set(connection, { conversationId, composing: false })
    }
    for (const id of new Set([before, conversationId])) if (typeof id === 'number') announceViewers(id)
  }

  function viewersOf(conversationId: number): Viewer[] {
    const viewers = new Map<number, Viewer>()
    const add = (id: number, name: string, composing: boolean) => {
      const composes = composing || viewers.get(id)?.composing === true
      viewers.set(id, { id, name: parts.nameAgent(id).name || name, composing: composes })
    }
    for (const [{ actor }, view] of views)
      if (view.conversationId === conversationId && actor.kind === 'user') add(actor.userId, actor.name, view.composing)
    for (const word of roster.heard(`viewers:${conversationId}`))
      if (checks.viewers.Check(word)) for (const { id, composing } of word) add(id, '', composing)
    return [...viewers.values()]
  }

  function announceViewers(conversationId: number): void {
    const here = [...views].flatMap(([{ actor }, view]) =>
      view.conversationId === conversationId && actor.kind === 'user'
        ? [{ id: actor.userId, composing: view.composing }]
        : [],
    )
    roster.say(`viewers:${conversationId}`, here.length === 0 ? undefined : here)
    tellViewers(conversationId)
  }

  function tellViewers(conversationId: number): void {
    hub.broadcast(hub.members(`conversation:${conversationId}`), {
      t: 'viewers',
      conversationId,
      users: viewersOf(conversationId),
    })
  }
}
