import type { ContactView } from '../../../server/contacts/contract.ts'
import type { ThreadPage } from '../../../server/conversations/contract.ts'
import type { ActorView, EventView, ServerFrame } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { type Connection, Refused } from '../../kit/connection.ts'
import { type Held, hasGap, prepend, receive, receiveAll, renew } from './held.ts'
import { isMessage } from './events.ts'
import { retry } from './retry.ts'
import { createStore, type Store } from './store.ts'

export type Typing = { by: ActorView; note: boolean; until: number }
export type OpenConversation = {
  held: Held | null
  /** Why it cannot be shown. */
  failure: Refused | null
  typing: readonly Typing[]
  isLoadingEarlier: boolean
}
type Entry = {
  store: Store<OpenConversation>
  opened: number
  joining: boolean
  /** Left and opened again while a join was under way: the leave came after it, so that it does not count. */
  rejoin: boolean
  usedAt: number
}

/** A typing mark is repeated each 3 s; one that was not is over. */
const TYPING_MS = 6_000
const KEPT = 60

export type Conversations = ReturnType<typeof createConversations>

/** The conversations this desk holds: opened ones are live, prefetched ones wait to be opened. */
export function createConversations(connection: () => Connection) {
  const entries = new Map<number, Entry>()
  const prefetching = new Set<number>()
  const listeners = new Set<(conversationId: number, event: EventView) => void>()
  const catchers = new Set<(conversationId: number, snapshot: ConversationSnapshot) => void>()
  const ending = setInterval(endTyping, 1_000)

  const update = (id: number, change: (now: OpenConversation) => OpenConversation) => {
    const entry = entries.get(id)
    if (entry) entry.store.set(change(entry.store.get()))
  }
  const hold = (id: number, change: (held: Held | null) => Held | null) =>
    update(id, (now) => {
      const held = change(now.held)
      return held === now.held ? now : { ...now, held, failure: null }
    })

  return {
    of: (id: number): Store<OpenConversation> => entryOf(id).store,
    /** Live until the returned function is called; hidden tabs stay open. */
    open(id: number): () => void {
      const entry = entryOf(id)
      entry.opened += 1
      if (entry.opened === 1) void join(id)
      return () => {
        entry.opened -= 1
        if (entry.opened > 0) return
        if (entry.joining) entry.rejoin = true
        connection().send({ t: 'leave', topic: topicOf(id) })
      }
    },
    /** Reads what will probably be opened next. */
    async prefetch(id: number): Promise<void> {
      const entry = entryOf(id)
      if (entry.store.get().held || entry.opened > 0 || prefetching.has(id) || connection().state !== 'open') return
      prefetching.add(id)
      try {
        const fresh = await connection().get<ConversationSnapshot>(`/api/v1/conversations/${id}`)
        hold(id, (held) => renew(held, fresh))
        tellCaughtUp(id)
      } catch {
        // Opening it will say why.
      } finally {
        prefetching.delete(id)
      }
    },
    async loadEarlier(id: number): Promise<void> {
      const now = entryOf(id).store.get()
      if (!now.held?.snapshot.thread.hasEarlier || now.isLoadingEarlier) return
      const { thread, position } = now.held.snapshot
      update(id, (before) => ({ ...before, isLoadingEarlier: true }))
      try {
        const before = String(thread.events[0]?.p ?? position + 1)
        const page = await connection().get<ThreadPage>(`/api/v1/conversations/${id}/thread`, { before, limit: '100' })
        hold(id, (held) => held && prepend(held, page))
      } catch {
        // Scrolling asks again.
      } finally {
        update(id, (after) => ({ ...after, isLoadingEarlier: false }))
      }
    },
    /** A change this desk made itself and knows the outcome of (a draft kept). */
    amend: (id: number, change: (snapshot: ConversationSnapshot) => ConversationSnapshot) =>
      hold(id, (held) => held && { ...held, snapshot: change(held.snapshot) }),
    /**
     * What no event tells, read again when a person turns to it: the draft of another device, the contact, the rights.
     * The thread stays as it is held.
     */
    async refresh(id: number): Promise<void> {
      if (!entries.get(id)?.store.get().held || connection().state !== 'open') return
      try {
        const { draft, contact, may } = await connection().get<ConversationSnapshot>(`/api/v1/conversations/${id}`)
        hold(id, (held) => {
          if (!held || isEqual([held.snapshot.draft, held.snapshot.contact, held.snapshot.may], [draft, contact, may]))
            return held
          return { ...held, snapshot: { ...held.snapshot, draft, contact, may } }
        })
      } catch {
        // What is held stays.
      }
    },
    /** Contacts change outside their conversations: read again what is shown of one. */
    async refreshContact(contactId: number): Promise<void> {
      try {
        const contact = await connection().get<ContactView>(`/api/v1/contacts/${contactId}`)
        for (const id of entries.keys())
          hold(id, (held) =>
            held?.snapshot.contact.id === contactId && !isEqual(held.snapshot.contact, contact)
              ? { ...held, snapshot: { ...held.snapshot, contact } }
              : held,
          )
      } catch {
        // Without the right to read contacts, what came with the conversation stays.
      }
    },
    onEvent(listener: (conversationId: number, event: EventView) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** What came all at once, by joining or reading, of which no event is told one by one. */
    onCaughtUp(listener: (conversationId: number, snapshot: ConversationSnapshot) => void): () => void {
      catchers.add(listener)
      return () => catchers.delete(listener)
    },
    /** After each new line: what was missed. */
    resume() {
      for (const [id, entry] of entries) if (entry.opened > 0) void join(id)
    },
    take(frame: ServerFrame): void {
      switch (frame.t) {
        case 'event':
          return takeEvent(frame.topic, frame.e)
        case 'beat':
          return takeBeat(frame.heads)
        case 'typing':
          return takeTyping(frame)
        case 'viewers':
          return hold(frame.conversationId, (held) => held && withViewers(held, frame.users))
        case 'presence':
          return takePresence(frame)
        case 'reset':
          return void joinTopic(frame.topic)
        case 'revoked':
          return revoke(idOf(frame.topic))
        default:
      }
    },
    stop: () => clearInterval(ending),
  }

  function entryOf(id: number): Entry {
    const known = entries.get(id)
    if (known) {
      known.usedAt = Date.now()
      return known
    }
    const nothing: OpenConversation = { held: null, failure: null, typing: [], isLoadingEarlier: false }
    const entry: Entry = { store: createStore(nothing), opened: 0, joining: false, rejoin: false, usedAt: Date.now() }
    entries.set(id, entry)
    forgetOldest()
    return entry
  }

  function forgetOldest(): void {
    if (entries.size <= KEPT) return
    const idle = [...entries].filter(([, entry]) => entry.opened === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [id] of idle.slice(0, entries.size - KEPT)) entries.delete(id)
  }

  /** From now on its events arrive; the answer is what is missing until here, or a snapshot [P3]. */
  async function join(id: number): Promise<void> {
    const entry = entryOf(id)
    if (entry.joining) return
    entry.joining = true
    try {
      const since = entry.store.get().held?.snapshot.position
      const answer = await retry(() => connection().join(topicOf(id), since), { times: 4 })
      hold(id, (held) => caughtUp(held, answer))
      tellCaughtUp(id)
    } catch (error) {
      const failure = error instanceof Refused ? error : new Refused('internal')
      if (failure.code !== 'disconnected') update(id, (now) => ({ ...now, failure }))
    } finally {
      entry.joining = false
      // Events that came before the answer may show that even more is missing.
      const { held } = entry.store.get()
      const isIncomplete = entry.rejoin || (held !== null && hasGap(held))
      entry.rejoin = false
      if (isIncomplete && entry.opened > 0 && connection().state === 'open') void join(id)
    }
  }

  function tellCaughtUp(id: number): void {
    const { held } = entries.get(id)?.store.get() ?? {}
    if (held) for (const listener of catchers) listener(id, held.snapshot)
  }

  function joinTopic(topic: string): Promise<void> | undefined {
    const entry = entries.get(idOf(topic))
    return entry && entry.opened > 0 ? join(idOf(topic)) : undefined
  }

  function takeEvent(topic: string, event: EventView): void {
    const id = idOf(topic)
    const before = entries.get(id)?.store.get().held?.snapshot.position
    hold(id, (held) => held && receive(held, event))
    const { held } = entries.get(id)?.store.get() ?? {}
    if (held && hasGap(held)) void joinTopic(topic)
    if (isMessage(event))
      update(id, (now) => ({ ...now, typing: now.typing.filter((typing) => !isSame(typing.by, event.by)) }))
    if (before !== undefined && event.p > before) for (const listener of listeners) listener(id, event)
  }

  function takeBeat(heads: Record<string, number>): void {
    for (const [topic, head] of Object.entries(heads)) {
      const { held } = entries.get(idOf(topic))?.store.get() ?? {}
      if (held && head > held.snapshot.position) void joinTopic(topic)
    }
  }

  function takeTyping({ conversationId, by, on, note = false }: Extract<ServerFrame, { t: 'typing' }>): void {
    update(conversationId, (now) => {
      const others = now.typing.filter((typing) => !isSame(typing.by, by))
      return { ...now, typing: on ? [...others, { by, note, until: Date.now() + TYPING_MS }] : others }
    })
  }

  function endTyping(): void {
    for (const id of entries.keys())
      update(id, (now) =>
        now.typing.some(({ until }) => until < Date.now())
          ? { ...now, typing: now.typing.filter(({ until }) => until >= Date.now()) }
          : now,
      )
  }

  function takePresence({ contactId, online, page }: Extract<ServerFrame, { t: 'presence' }>): void {
    for (const id of entries.keys())
      hold(id, (held) => {
        if (held?.snapshot.contact.id !== contactId) return held
        const contact = { ...held.snapshot.contact, online, ...(page !== undefined && { page }) }
        return { ...held, snapshot: { ...held.snapshot, contact } }
      })
  }

  function revoke(id: number): void {
    update(id, (now) => ({ ...now, held: null, failure: new Refused('conversation_not_found') }))
  }
}

const topicOf = (id: number): string => `conversation:${id}`
const idOf = (topic: string): number => Number(topic.slice('conversation:'.length))

function caughtUp(held: Held | null, answer: unknown): Held | null {
  if (isSnapshotAnswer(answer)) return renew(held, answer.snapshot)
  if (isSnapshot(answer)) return renew(held, answer)
  return held && isMissed(answer) ? receiveAll(held, answer.events) : held
}

const has = (value: unknown, name: string): boolean => typeof value === 'object' && value !== null && name in value
const isSnapshot = (value: unknown): value is ConversationSnapshot => has(value, 'conversation')
const isSnapshotAnswer = (value: unknown): value is { snapshot: ConversationSnapshot } => has(value, 'snapshot')
const isMissed = (value: unknown): value is { events: EventView[] } => has(value, 'events')

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const withViewers = (held: Held, viewers: ConversationSnapshot['viewers']): Held => ({
  ...held,
  snapshot: { ...held.snapshot, viewers },
})

const isSame = (a: ActorView, b: ActorView): boolean =>
  a.kind === b.kind && ('id' in a ? a.id : null) === ('id' in b ? b.id : null)
