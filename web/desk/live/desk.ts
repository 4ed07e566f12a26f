import type { OfferView, Supervision, WorkView } from '../../../server/routing/contract.ts'
import type { Me, NotificationView } from '../../../server/identity/contract.ts'
import type { EventView, ServerFrame } from '../../../server/platform/protocol.ts'
import type { ListKey, SubmitTicket, TicketChanges, TicketSubmitted } from '../../../server/tickets/contract.ts'
import { type Connection, type ConnectionState, createConnection } from '../../kit/connection.ts'
import { createConversations } from './conversations.ts'
import { createInbox } from './inbox.ts'
import { isMessage } from './events.ts'
import { createOffers } from './offers.ts'
import { createOutbox, type Outgoing } from './outbox.ts'
import { retry } from './retry.ts'
import { createStore } from './store.ts'

const SUPERVISION = 'supervision'

export type Line = { state: ConnectionState; code: number; since: number; wasOpen: boolean }
export type Counts = Partial<Record<ListKey, number>>
export type Desk = ReturnType<typeof createDesk>

type DeskParts = {
  me: Me
  /** The directory or the own profile changed: whoever shows them reads again. */
  onAccount: (event: EventView) => void
  onNotification: (notification: NotificationView) => void
  onSubmitted: (submitted: TicketSubmitted, sent: Outgoing | null) => void
  /** Rights and settings as they are now: told at each welcome. */
  onMe: (me: Me) => void
}

/** The live half of the desk: one connection, and what it keeps true. */
export function createDesk({ me, onAccount, onNotification, onSubmitted, onMe }: DeskParts) {
  const line = createStore<Line>({ state: 'connecting', code: 0, since: Date.now(), wasOpen: false })
  const counts = createStore<Counts | null>(null)
  /** What the person is doing and how much he holds; null for who may hold nothing. */
  const work = createStore<WorkView | null>(null)
  let viewing: number | null = null
  let ownPosition = 0
  let board: ((told: Board, isAll: boolean) => void) | null = null
  let clockOffset = 0

  const connected = (): Connection => connection
  const inbox = createInbox(connected)
  const conversations = createConversations(connected)
  const offers = createOffers(connected)
  const outbox = createOutbox({ connection: connected, userId: me.id, onSubmitted })
  const connection: Connection = createConnection({
    url: '/socket',
    hello: () => ({ t: 'hello', v: 1, as: 'user' }),
    onFrame: take,
    onState(state, code = 0) {
      const { state: before, since, wasOpen } = line.get()
      line.set({
        state,
        code,
        since: before === 'open' || state === 'open' ? Date.now() : since,
        wasOpen: wasOpen || state === 'open',
      })
      if (state === 'open') resume()
    },
  })
  conversations.onEvent((_, event) => {
    if (isMessage(event)) outbox.arrived(event.data.message.id)
  })
  conversations.onCaughtUp((id, { position, thread }) =>
    outbox.reached(id, position, (messageId) =>
      thread.events.some((event) => isMessage(event) && event.data.message.id === messageId),
    ),
  )

  return {
    line,
    counts,
    work,
    offers,
    inbox,
    conversations,
    outbox,
    /** The server's clock, in milliseconds. */
    now: () => Date.now() + clockOffset,
    do: <T = unknown>(name: string, input: unknown) => retry(() => connection.do<T>(name, input), { times: 3 }),
    /** A command about a contact; its conversations here show the outcome. */
    async changeContact(name: string, input: { contactId: number; [field: string]: unknown }): Promise<void> {
      await retry(() => connection.do(name, input), { times: 3 })
      await conversations.refreshContact(input.contactId)
    },
    /** Changes without a message, as one update. */
    async submit(
      conversationId: number,
      changes: TicketChanges,
      madeWith: Pick<SubmitTicket, 'macroIds' | 'withoutSurvey'> = {},
    ): Promise<TicketSubmitted> {
      const submitted = await retry(
        () =>
          connection.do<TicketSubmitted>('ticket.submit', {
            conversationId,
            changes,
            ...madeWith,
          }),
        { times: 3 },
      )
      onSubmitted(submitted, null)
      return submitted
    },
    typing: (conversationId: number, on: boolean, note: boolean) =>
      connection.send({ t: 'typing', conversationId, on, ...(note && { note }) }),
    /** Agents and queues as they change, for whoever supervises; given whole at first and after each broken line. */
    supervise(listener: NonNullable<typeof board>): () => void {
      board = listener
      watchBoard()
      return () => {
        board = null
        connection.send({ t: 'unwatch', id: SUPERVISION })
      }
    },
    view(conversationId: number | null): void {
      if (viewing === conversationId) return
      viewing = conversationId
      connection.send({ t: 'viewing', conversationId })
    },
    viewed: () => viewing,
    /** The person has done something here. */
    active: () => connection.send({ t: 'active' }),
    resume: () => connection.resume(),
    stop(): void {
      conversations.stop()
      connection.close()
    },
  }

  function watchBoard(): void {
    connection
      .request<Supervision>((ref) => ({ t: 'watch', ref, id: SUPERVISION, view: SUPERVISION, limit: 1 }))
      .then(
        (all) => board?.(all, true),
        () => {},
      )
  }

  function resume(): void {
    if (me.permissions.includes('assignable')) {
      void offers.read()
      connection.get<WorkView>('/api/v1/me/work').then(setWork, () => {})
    }
    if (board !== null) watchBoard()
    inbox.resume()
    conversations.resume()
    outbox.resume()
    if (viewing !== null) connection.send({ t: 'viewing', conversationId: viewing })
    connection.get<{ counts: Counts }>('/api/v1/inbox/counts').then(
      (answer) => counts.set(answer.counts),
      () => {},
    )
  }

  /** An answer may come after a frame that was read later. */
  function setWork(next: WorkView): void {
    const before = work.get()
    if (before === null || Date.parse(next.at) >= Date.parse(before.at)) work.set(next)
  }

  /** Of the person himself; true: nobody else wants to know. */
  function takeOwn(event: EventView): boolean {
    ownPosition = Math.max(ownPosition, event.p)
    if (isOfferShown(event)) offers.shown(event.data.offer)
    else if (isOfferHidden(event)) offers.hidden(event.data.offerId)
    return /^(offer|agent|wrap_up)\./.test(event.type)
  }

  function take(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        clockOffset = Date.parse(frame.now) - Date.now()
        if (isUserWelcome(frame.data)) onMe(frame.data.me)
        return
      case 'list':
        return inbox.take(frame)
      case 'work':
        return isWork(frame.work) ? setWork(frame.work) : undefined
      case 'beat':
        // Something of one's own was not heard.
        if ((frame.heads[`agent:${me.id}`] ?? 0) > ownPosition) void offers.read()
        return conversations.take(frame)
      case 'counts':
        return counts.set(frame.counts)
      case 'board':
        return isBoard(frame) ? board?.(frame, false) : undefined
      case 'event':
        if (frame.topic.startsWith('conversation:')) return conversations.take(frame)
        if (frame.topic.startsWith('contact:')) return void conversations.refreshContact(Number(frame.topic.slice(8)))
        if (frame.topic === `agent:${me.id}` && takeOwn(frame.e)) return
        if (frame.e.type === 'view.changed') inbox.renew()
        if (isNotification(frame.e)) return onNotification(frame.e.data.notification)
        return onAccount(frame.e)
      default:
        return conversations.take(frame)
    }
  }
}

type OfferShown = EventView & { data: { offer: OfferView } }
type OfferHidden = EventView & { data: { offerId: number } }
const isOfferShown = (event: EventView): event is OfferShown => event.type === 'offer.shown'
const isOfferHidden = (event: EventView): event is OfferHidden => event.type === 'offer.hidden'
type Board = Supervision & { gone?: number[] }
const isBoard = (frame: object): frame is Board => 'agents' in frame && 'lanes' in frame

const isWork = (work: unknown): work is WorkView => typeof work === 'object' && work !== null && 'statusId' in work

const isUserWelcome = (data: unknown): data is { me: Me } => typeof data === 'object' && data !== null && 'me' in data

type Notified = { data: { notification: NotificationView } }
const isNotification = (event: EventView): event is EventView & Notified =>
  event.type === 'notification.added' && 'notification' in event.data
