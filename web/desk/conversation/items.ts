import type { EventView } from '../../../server/platform/protocol.ts'
import { isSameDay } from '../app/same-day.ts'
import { type ConversationEvent, isConversationEvent, isMessage, type MessageSent } from '../live/events.ts'

export type Filter = 'all' | 'public' | 'note'
export type Mode = 'conversation' | 'history'
export type MessageEvent = EventView & MessageSent
export type LineEvent = EventView & Exclude<ConversationEvent, { type: 'message.sent' | 'sla.changed' }>

/** `p`: the position of the (first) event it stands for. */
export type Item = { key: string; p: number } & (
  | { kind: 'day'; at: string }
  | { kind: 'new' }
  | { kind: 'message'; event: MessageEvent; mark: Mark; endsTurn: boolean }
  | { kind: 'note'; event: MessageEvent }
  /** What rules, bots and people did: one line each, several folded into one. */
  | { kind: 'lines'; events: readonly LineEvent[]; isFolded: boolean }
)
/** How far an agent's message has come; null for what customers and bots wrote. */
export type Mark = 'sent' | 'delivered' | 'read' | null

export type ThreadView = {
  events: readonly EventView[]
  filter: Filter
  mode: Mode
  /** The first customer message after this public position is new; null = no marker. */
  newAfter: number | null
  contactDelivered: number
  contactRead: number
}

const TURN_MS = 3 * 60_000
/** More lines than these after each other are folded. */
const MOST_LINES = 2

/** The thread as it is shown: days, turns, the "New" marker, folded lines. Pure. */
export function itemsOf(view: ThreadView): Item[] {
  const shown = view.events.filter((event) => isShown(event, view))
  const items: Item[] = []
  let lines: LineEvent[] = []
  let marked = view.newAfter === null
  const endLines = () => {
    const [first] = lines
    if (first)
      items.push({
        kind: 'lines',
        key: `l${first.p}`,
        p: first.p,
        events: lines,
        isFolded: view.mode === 'conversation' && lines.length > MOST_LINES,
      })
    lines = []
  }
  for (const [index, event] of shown.entries()) {
    const before = shown[index - 1]
    if (!before || !isSameDay(new Date(before.at), new Date(event.at))) {
      endLines()
      items.push({ kind: 'day', key: `d${event.p}`, p: event.p, at: event.at })
    }
    if (isMessage(event)) {
      endLines()
      if (!marked && event.by.kind === 'contact' && (event.pp ?? 0) > (view.newAfter ?? 0)) {
        marked = true
        items.push({ kind: 'new', key: 'new', p: event.p })
      }
      items.push(messageItem(event, shown[index + 1], view))
    } else if (isLine(event)) lines.push(event)
  }
  endLines()
  return items
}

function messageItem(event: MessageEvent, next: EventView | undefined, view: ThreadView): Item {
  const { p } = event
  const key = event.data.message.id
  if (event.data.message.visibility === 'note') return { kind: 'note', key, p, event }
  return { kind: 'message', key, p, event, mark: markOf(event, view), endsTurn: !isSameTurn(event, next) }
}

function markOf({ by, pp = Number.POSITIVE_INFINITY }: EventView, { contactDelivered, contactRead }: ThreadView): Mark {
  if (by.kind !== 'agent') return null
  if (pp <= contactRead) return 'read'
  return pp <= contactDelivered ? 'delivered' : 'sent'
}

function isSameTurn(event: EventView, next: EventView | undefined): boolean {
  if (!next || !isMessage(next) || next.data.message.visibility === 'note') return false
  return authorOf(event) === authorOf(next) && Date.parse(next.at) - Date.parse(event.at) < TURN_MS
}

export const authorOf = ({ by }: Pick<EventView, 'by'>): string => `${by.kind} ${'id' in by ? by.id : ''}`

/** What a conversation shows beside its messages; the history shows all but reading marks. */
function isShown(event: EventView, { filter, mode }: ThreadView): boolean {
  if (isMessage(event)) return filter === 'all' || filter === event.data.message.visibility
  if (!isLine(event) || event.type === 'conversation.marked') return false
  if (mode === 'history') return true
  if (filter !== 'all') return false
  switch (event.type) {
    case 'handed_over':
    case 'session.ended':
    case 'sla.breached':
    case 'conversation.closed':
    case 'conversation.styled':
    case 'conversation.localized':
    case 'queue.entered':
    case 'offer.made':
    case 'offer.ended':
    case 'work.assigned':
      return true
    case 'ticket.updated':
      return Object.keys(event.data.changes).some((field) => told.has(field))
    default:
      return false
  }
}
const told = new Set(['status', 'assigneeId', 'groupId', 'snoozedUntil', 'satisfaction'])

const isLine = (event: EventView): event is LineEvent =>
  isConversationEvent(event) && !isMessage(event) && event.type !== 'sla.changed'

const CHUNK = 48
export type Chunk = { key: number; items: Item[] }

/**
 * Items by their position in the conversation: what is added before or after leaves the other groups as they are, and
 * the screen draws only groups that differ.
 */
export function chunked(items: readonly Item[]): Chunk[] {
  const chunks: Chunk[] = []
  for (const item of items) {
    const key = Math.floor(item.p / CHUNK)
    const last = chunks.at(-1)
    if (last?.key === key) last.items.push(item)
    else chunks.push({ key, items: [item] })
  }
  return chunks
}

export const isSameChunk = (a: Chunk, b: Chunk): boolean =>
  a.items.length === b.items.length && a.items.every((item, index) => isSameItem(item, b.items[index]))

function isSameItem(a: Item, b: Item | undefined): boolean {
  if (!b || a.key !== b.key || a.kind !== b.kind) return false
  if (a.kind === 'message' && b.kind === 'message')
    return a.event === b.event && a.mark === b.mark && a.endsTurn === b.endsTurn
  if (a.kind === 'note' && b.kind === 'note') return a.event === b.event
  if (a.kind === 'lines' && b.kind === 'lines')
    return (
      a.isFolded === b.isFolded &&
      a.events.length === b.events.length &&
      a.events.every((event, index) => event === b.events[index])
    )
  return true
}
