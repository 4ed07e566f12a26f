import type { VisitorWelcome, WidgetConversation } from '../../../server/channels/contract.ts'
import type { MessageView, ThreadPage } from '../../../server/conversations/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'

/**
 * One conversation as this widget knows it: the server's line about it, and those of its events that are here, without
 * a gap: positions `from` … `position`. None are here (`from` = `position` + 1) until the thread is opened.
 */
export type Conversation = Omit<WidgetConversation, 'view'> & {
  from: number
  events: EventView[]
  /** Up to where the contact, and the people, have read. */
  read: number
  peopleRead: number
}

export function fromSnapshot({ view, ...line }: WidgetConversation): Conversation {
  const { contactRead, peopleRead } = view
  return { ...line, from: line.position + 1, events: [], read: contactRead, peopleRead }
}

/** A conversation that starts under our eyes: nothing of it has happened yet. */
export const fromNothing = (id: number): Conversation => ({
  id,
  preview: '',
  previewBy: 'system',
  agent: null,
  at: '',
  unread: 0,
  live: true,
  ended: false,
  position: 0,
  from: 1,
  events: [],
  read: 0,
  peopleRead: 0,
})

/** Applies the next event. What is known already changes nothing; null when what came before it is missing [P3]. */
export function applyEvent(conversation: Conversation, event: EventView): Conversation | null {
  if (event.p <= conversation.position) return conversation
  if (event.p > conversation.position + 1) return null
  const next = { ...conversation, position: event.p, events: [...conversation.events, event] }
  const message = messageOf(event)
  const { by, type, data } = event
  if (message) {
    next.preview = message.text || message.files?.[0]?.name || ''
    next.at = event.at
    next.previewBy = by.kind === 'contact' ? 'me' : by.kind === 'agent' || by.kind === 'bot' ? by.kind : 'system'
    if (by.kind === 'agent') next.agent ??= { id: by.id, name: by.name, photo: by.photo ?? null }
    if (by.kind !== 'contact') next.unread++
  } else if (type === 'message.redacted') {
    const last = lastMessage(conversation)
    // Whether it is the one in the list cannot be told from here: the server must.
    if (!last && conversation.from > 1) return null
    if (last?.id === data.messageId) next.preview = ''
  } else if (type === 'conversation.marked') {
    const read = Number(data.read ?? 0)
    if (data.by === 'contact') return markRead(next, read)
    next.peopleRead = Math.max(next.peopleRead, read)
  } else if (type === 'agent.joined') {
    next.agent = joinedBy(event) ?? next.agent
  } else if (/^(session.ended|conversation.closed)$/.test(type)) {
    next.live = false
    next.ended = true
  }
  return next
}

/** The contact has read up to `read`. What is unread before the events that are here stays counted until all is read. */
export function markRead(conversation: Conversation, read: number): Conversation {
  if (read <= conversation.read) return conversation
  const isUnread = (event: EventView, after: number) =>
    event.p > after && event.by.kind !== 'contact' && messageOf(event)
  const here = (after: number) => conversation.events.filter((event) => isUnread(event, after)).length
  const before = read < conversation.from - 1 ? conversation.unread - here(conversation.read) : 0
  return { ...conversation, read, unread: before + here(read) }
}

/** Puts a page of earlier events in front. */
export function withEarlier(conversation: Conversation, { events, hasEarlier }: ThreadPage): Conversation {
  const earlier = events.filter((event) => event.p < conversation.from)
  return {
    ...conversation,
    from: hasEarlier ? (earlier[0]?.p ?? conversation.from) : 1,
    events: [...earlier, ...conversation.events],
  }
}

/** The server's lines after a hello, with the events that are here kept where nothing is missing between. */
export function afterWelcome(
  known: readonly Conversation[],
  { conversations, missed }: VisitorWelcome,
): Conversation[] {
  return conversations
    .map((line) => {
      const fresh = fromSnapshot(line)
      const held = known.find(({ id }) => id === line.id)
      const news = missed[line.id]
      if (!held || !news) return fresh
      const events = [...held.events, ...news.filter(({ p }) => p > held.position && p <= line.position)]
      if (events.length !== line.position - held.from + 1) return fresh
      // The missed events were read a moment after the lines, so there may be newer ones among them.
      return news.reduce((next, event) => applyEvent(next, event) ?? next, { ...fresh, from: held.from, events })
    })
    .sort((a, b) => a.id - b.id)
}

/** Whether the log has gone on beyond what is here: topic → position, as told by a beat. */
export const isBehind = (conversations: readonly Conversation[], heads: Record<string, number>): boolean =>
  Object.entries(heads).some(([topic, head]) => {
    const id = idOf(topic)
    return id > 0 && head > (conversations.find((each) => each.id === id)?.position ?? 0)
  })

/** `conversation:42` → 42; 0 for any other topic. */
export const idOf = (topic: string): number => Number(/^conversation:(\d+)$/.exec(topic)?.[1] ?? 0)

export const messageOf = (event: EventView): MessageView | undefined =>
  is<{ message: MessageView }>(event, 'message.sent') ? event.data.message : undefined

export const joinedBy = (event: EventView): Conversation['agent'] | undefined =>
  is<{ agent: Conversation['agent'] }>(event, 'agent.joined') ? event.data.agent : undefined

/** The `data` of each type of event is listed in server/conversations/contract.ts. */
export const is = <Data extends object>(event: EventView, type: string): event is EventView & { data: Data } =>
  event.type === type

const lastMessage = ({ events }: Conversation) => events.map(messageOf).findLast((message) => message)
