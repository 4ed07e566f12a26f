// reason: the one place that knows token, line, outbox and marks of a visitor; its parts live in model/.
import type { ConversationStarted, VisitorWelcome } from '../../server/channels/contract.ts'
import type { VisitorToken } from '../../server/contacts/contract.ts'
import type { ThreadPage } from '../../server/conversations/contract.ts'
import type { EventView, ServerFrame } from '../../server/platform/protocol.ts'
import { type Connection, createConnection, isTransient, Refused } from '../kit/connection.ts'
import { uuid7 } from '../kit/uuid7.ts'
import { withExtras } from './extras.ts'
import { type Page, tell } from './host.ts'
import {
  afterWelcome,
  applyEvent,
  type Conversation,
  fromNothing,
  idOf,
  isBehind,
  markRead,
  messageOf,
  withEarlier,
} from './model/conversation.ts'
import { acknowledged, nextOf, refused, type Unsent, withoutArrived } from './model/outbox.ts'
import { earlierOf, inView } from './model/timeline.ts'
import { change, current, state } from './store.ts'

/** The visitor's live session: token, line, outbox, marks. */

const TYPING_EACH = 3000
/** Each tab keeps its unsent messages under a key of its own. */
const tab = `out:${uuid7()}`

let token: string | null = null
let page: Page
/** For whoever wants answers as they come, and refusals with their reason. */
export let connection: Connection | undefined
let making: Promise<void> | undefined
const adopting: (() => void)[] = []
let isSending = false
/** Sends in a row that came to nothing. */
let failures = 0
let cutTimer: ReturnType<typeof setTimeout>
let typingTimer: ReturnType<typeof setTimeout>
let markTimer: ReturnType<typeof setTimeout>
let lastTyping = 0
/** Of how many unread messages in each conversation it was told that they have arrived. */
const toldUnread = new Map<number, number>()

/** Who the site said its customer is, as far as it can be told again without asking the server. */
export const kept: { login?: string | undefined } = {}

const pause = (milliseconds: number) => new Promise((goOn) => setTimeout(goOn, milliseconds))

export function resume(stored: Record<string, string>, where: Page): void {
  visit(where)
  kept.login = stored.login
  const unsent = new Map<string, Unsent>()
  for (const key in stored)
    if (key.startsWith('out:')) {
      for (const item of JSON.parse(stored[key] ?? '')) unsent.set(item.id, item)
      tell({ t: 'store', key, value: null })
    }
  setOutbox([...unsent.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
  change({ draft: stored.draft ?? '', isMuted: !!stored.muted })
  adopt(stored.token ?? null)
  void sendNext()
}

/** No longer than the server takes: an address full of campaigns must not cost the conversation. */
export function visit({ url, title }: Page): void {
  page = { url: url.slice(0, 2000), title: title.slice(0, 300).toWellFormed() }
  connection?.send({ t: 'page', ...page })
}

/** Another token than before: of this tab's making, or of another's. */
export function adopt(next: string | null): void {
  for (const goOn of adopting.splice(0)) goOn()
  if (next === token) return
  connection?.close()
  connection = undefined
  token = next
  if (token) connect()
  else change({ contact: undefined, conversations: [] })
}

/** Keeps the token for all tabs, of two that make one at the same time the first: what holds then is adopted. */
export function keepToken(next: string | null): Promise<void> {
  tell({ t: 'store', key: 'token', value: next, was: token })
  return new Promise((goOn) => adopting.push(goOn))
}

export async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Refused('disconnected')
  })
  const result = await answer.json()
  if (!answer.ok) throw new Refused(result.code)
  return result
}

/** A visitor is only made when there is something to say; all who ask meanwhile wait for the same one. */
export async function beKnown(): Promise<string> {
  making ??= makeVisitor().finally(() => {
    making = undefined
  })
  await making
  return token ?? ''
}

async function makeVisitor(): Promise<void> {
  if (token) return
  const { key, locale } = state.config
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const made = await post<VisitorToken>('widget/visitors', { key, locale, timeZone })
  if (!token) await keepToken(made.token)
}

/** Whether this is a signed-in customer: asked of the server, which may have forgotten. */
export async function isSignedIn(): Promise<boolean> {
  await connection?.get('/api/v1/widget/conversations').catch(() => {})
  return !!state.contact?.signedIn
}

/** Nothing of who was here stays. */
export function forget(): void {
  setOutbox([])
  setDraft('')
  change({ thread: undefined })
}

function connect(): void {
  const dying = token
  connection = createConnection({
    url: '/socket',
    hello: () => ({
      t: 'hello',
      v: 1,
      as: 'visitor',
      token: token ?? '',
      locale: state.config.locale,
      page,
      heads: Object.fromEntries(state.conversations.map(({ id, position }) => [id, position])),
    }),
    onFrame: hear,
    onState: (line, code) => {
      clearTimeout(cutTimer)
      if (line === 'open' || code === 1000) change({ isCut: false })
      else cutTimer = setTimeout(() => change({ isCut: true }), navigator.onLine ? TYPING_EACH : 0)
      // Another tab that has just got a new one will tell.
      if (code === 4401) setTimeout(() => void (token === dying && keepToken(null)), 1000)
      // A frame that has just been loaded is as new as it gets.
      if (code === 4426 && performance.now() > 60_000) location.reload()
    },
  })
}

function hear(frame: ServerFrame): void {
  if (frame.t === 'welcome') isWelcome(frame.data) && welcome(frame.data)
  else if (frame.t === 'event') hearEvent(idOf(frame.topic), frame.e)
  else if (frame.t === 'typing') {
    clearTimeout(typingTimer)
    typingTimer = setTimeout(() => change({ typing: undefined }), 2 * TYPING_EACH)
    change({ typing: frame.on ? frame : undefined })
  } else if (frame.t === 'beat') {
    if (frame.waits) change({ waits: frame.waits })
    // What the log reader saw may be still on its way to us.
    setTimeout(() => isBehind(state.conversations, frame.heads) && connection?.resume(), 1500)
  } else connection?.resume()
}

/** As the hello asked for, a visitor's. */
const isWelcome = (data: unknown): data is VisitorWelcome =>
  typeof data === 'object' && data !== null && 'missed' in data

function welcome(data: VisitorWelcome): void {
  toldUnread.clear()
  const { contact } = data
  const before = state.contact
  const conversations = afterWelcome(before?.id === contact.id ? state.conversations : [], data)
  // In another tab, who was here has left or somebody else has signed in.
  if (before && before.id !== contact.id && (before.signedIn || !contact.signedIn)) forget()
  change({ contact, conversations, waits: {} })
  if (state.thread && !current()) change({ thread: undefined })
  setOutbox(withoutArrived(state.outbox, conversations))
}

function hearEvent(id: number, event: EventView): void {
  const known = state.conversations.find((each) => each.id === id) ?? fromNothing(id)
  const next = applyEvent(known, event)
  if (!next) return connection?.resume()
  const message = messageOf(event)
  if (next === known) return
  put(next)
  if (!message) return
  setOutbox(withoutArrived(state.outbox, state.conversations))
  // Begun in another tab: this one goes along.
  if (state.thread === null && event.p < 3) change({ thread: id })
  if (event.by.kind === 'contact') return
  change({ typing: undefined })
  tell({ t: 'message', text: message.text, by: 'name' in event.by ? (event.by.name ?? '') : '' })
  if (!state.isMuted && !document.hasFocus()) void withExtras(({ beep }) => beep())
}

function put(next: Conversation): void {
  const others = state.conversations.filter(({ id }) => id !== next.id)
  change({ conversations: [...others, next].sort((a, b) => a.id - b.id) })
}

function setOutbox(outbox: Unsent[]): void {
  const unsent = outbox.filter(({ position }) => !position)
  tell({ t: 'store', key: tab, value: unsent.length > 0 ? JSON.stringify(unsent) : null })
  change({ outbox })
}

export function write(message: Pick<Unsent, 'text' | 'files' | 'details'>): void {
  // After an end, what is written begins a new conversation below it.
  if (!current()?.live) change({ thread: null })
  const conversationId = state.thread ?? null
  setOutbox([...state.outbox, { ...message, id: uuid7(), conversationId, at: new Date().toISOString() }])
  void sendNext()
}

/** Sends a refused message again, or with null discards it. */
export function replace(unsent: Unsent, again: Unsent | null): void {
  setOutbox(state.outbox.flatMap((item) => (item.id === unsent.id ? (again ?? []) : item)))
  void sendNext()
}

async function sendNext(): Promise<void> {
  const item = nextOf(state.outbox)
  if (!item || isSending) return
  isSending = true
  const { id: messageId, text, files, details, conversationId } = item
  const content = { text, files: files?.map(({ id }) => id) }
  try {
    await beKnown()
    const goesOn = state.conversations.some(({ id, live }) => id === conversationId && live)
    const stored = await connection?.do<ConversationStarted>(
      goesOn ? 'message.send' : 'conversation.start',
      goesOn
        ? { conversationId, messageId, content }
        : { messageId, content, locale: state.config.locale, page, details },
    )
    if (!stored) throw new Refused('disconnected')
    failures = 0
    if (details && state.contact) change({ contact: { ...state.contact, ...details } })
    setOutbox(withoutArrived(acknowledged(state.outbox, stored), state.conversations))
    if (state.thread === conversationId) change({ thread: stored.conversationId })
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'internal'
    setOutbox(refused(state.outbox, messageId, code))
    // It goes to a new conversation, and the view with it.
    const now = state.outbox.find(({ id }) => id === messageId)
    if (state.thread === conversationId && now) change({ thread: now.conversationId })
    if (isTransient(code)) {
      if (!connection) change({ isCut: true })
      await pause(Math.min(30_000, 1000 * 2 ** failures++) * (0.5 + Math.random()))
    }
  }
  isSending = false
  void sendNext()
}

export function setDraft(draft: string): void {
  tell({ t: 'store', key: 'draft', value: draft || null })
  change({ draft })
  const now = Date.now()
  if (!state.thread || (draft ? now - lastTyping < TYPING_EACH : !lastTyping)) return
  lastTyping = draft ? now : 0
  connection?.send({ t: 'typing', conversationId: state.thread, on: !!draft })
}

export const run = (name: string, input: object): Promise<unknown> =>
  connection?.do(name, input).catch(() => {}) ?? pause(0)

/** Fetches the page above, when the reader comes near the top. */
export async function loadEarlier(): Promise<void> {
  const { conversations, thread, isLoading } = state
  const above = thread !== undefined && earlierOf(conversations, thread)
  if (!above || isLoading || !connection) return
  change({ isLoading: true })
  try {
    const path = `/api/v1/widget/conversations/${above.id}/thread`
    const page = await connection.get<ThreadPage>(path, { before: `${above.from}`, limit: '40' })
    const now = state.conversations.find(({ id }) => id === above.id)
    if (now?.from === above.from) put(withEarlier(now, page))
    // A screen reader is told of what is new from now on, not of what has just been put above.
    await pause(99)
  } catch {
    await pause(TYPING_EACH)
  }
  change({ isLoading: false })
}

/** Tells the people, a moment later, what has arrived here and what was read. */
export function markSoon(isRead: boolean): void {
  clearTimeout(markTimer)
  markTimer = setTimeout(() => {
    const seen = isRead && state.thread !== undefined ? inView(state.conversations, state.thread) : []
    for (const conversation of state.conversations) {
      const { id, unread, position } = conversation
      const isSeen = seen.includes(conversation) && conversation.from <= position
      if (!unread || (!isSeen && toldUnread.get(id) === unread)) continue
      toldUnread.set(id, unread)
      void run('conversation.mark', { conversationId: id, [isSeen ? 'read' : 'delivered']: position })
      if (isSeen) put(markRead(conversation, position))
    }
  }, 300)
}
