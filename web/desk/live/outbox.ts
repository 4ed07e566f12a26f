import type { FileView } from '../../../server/conversations/contract.ts'
import type { SubmitTicket, TicketChanges, TicketSubmitted } from '../../../server/tickets/contract.ts'
import { type Connection, Refused } from '../../kit/connection.ts'
import { uuid7 } from '../../kit/uuid7.ts'
import { retry } from './retry.ts'
import { createStore, type Store } from './store.ts'

/** A message on its way: shown at once, kept over reloads, sent in order. */
export type Outgoing = {
  conversationId: number
  messageId: string
  at: string
  visibility: 'public' | 'note'
  text: string
  files: readonly FileView[]
  mentions: readonly number[]
  changes?: TicketChanges
  /** Macros that were put into it. */
  macroIds?: readonly number[]
  withoutSurvey?: boolean
  /** The conversation position on screen when it was written. */
  seen?: number
  anyway?: boolean
  /** Goes by mail; `claimed`: to an address that is only claimed, which a person has said is meant. */
  byEmail?: { claimed?: true }
  /** Set when stored: its event takes its place at this position. */
  position?: number
  /** Refused for good; it and what follows wait for the person. */
  refusal?: string
}
export type NewMessage = Pick<
  Outgoing,
  | 'conversationId'
  | 'visibility'
  | 'text'
  | 'files'
  | 'mentions'
  | 'changes'
  | 'macroIds'
  | 'withoutSurvey'
  | 'seen'
  | 'byEmail'
>

export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox(parts: {
  connection: () => Connection
  userId: number
  onSubmitted: (submitted: TicketSubmitted, sent: Outgoing) => void
}) {
  const place = `causerie.outbox.${parts.userId}.`
  const all: Store<readonly Outgoing[]> = createStore(restore(place))
  const busy = new Set<number>()

  return {
    all,
    send(message: NewMessage): void {
      keep([...all.get(), { ...message, messageId: uuid7(), at: new Date().toISOString() }])
      void flush(message.conversationId)
    },
    retry(messageId: string, change: Pick<Outgoing, 'anyway' | 'seen'> = {}): void {
      const found = all.get().find((message) => message.messageId === messageId)
      if (!found) return
      replace(messageId, ({ refusal: _, ...message }) => ({ ...message, ...change }))
      void flush(found.conversationId)
    },
    discard(messageId: string): Outgoing | undefined {
      const found = all.get().find((message) => message.messageId === messageId)
      keep(all.get().filter((message) => message.messageId !== messageId))
      if (found) void flush(found.conversationId)
      return found
    },
    /** Its event is here: what was on its way has arrived. */
    arrived(messageId: string): void {
      if (all.get().some((message) => message.messageId === messageId))
        keep(all.get().filter((message) => message.messageId !== messageId))
    },
    /** A conversation is held up to this position, with these messages: the same for what no event was heard of. */
    reached(conversationId: number, position: number, has: (messageId: string) => boolean): void {
      const isThere = (one: Outgoing) =>
        one.conversationId === conversationId && (isWithin(one, position) || has(one.messageId))
      if (all.get().some(isThere)) keep(all.get().filter((one) => !isThere(one)))
    },
    resume(): void {
      for (const id of new Set(all.get().map((message) => message.conversationId))) void flush(id)
    },
  }

  /** One after the other: the next goes when the one before is stored. */
  async function flush(conversationId: number): Promise<void> {
    if (busy.has(conversationId)) return
    busy.add(conversationId)
    try {
      for (let before: string | undefined; ; ) {
        const next = all
          .get()
          .find((message) => message.conversationId === conversationId && message.position === undefined)
        if (!next || next.refusal !== undefined) return
        before = await submit(next, before)
        if (before === undefined) return
      }
    } finally {
      busy.delete(conversationId)
    }
  }

  async function submit(message: Outgoing, after: string | undefined): Promise<string | undefined> {
    try {
      const submitted = await retry(() =>
        parts.connection().do<TicketSubmitted>('ticket.submit', inputOf(message, after)),
      )
      replace(message.messageId, (sent) => ({ ...sent, position: submitted.message?.position ?? 0 }))
      parts.onSubmitted(submitted, message)
      return message.messageId
    } catch (error) {
      const refusal = error instanceof Refused ? error.code : 'internal'
      replace(message.messageId, (refused) => ({ ...refused, refusal }))
      return undefined
    }
  }

  function replace(messageId: string, change: (message: Outgoing) => Outgoing): void {
    keep(all.get().map((message) => (message.messageId === messageId ? change(message) : message)))
  }

  /** Each message has a place of its own: another window of this person keeps its own beside it. */
  function keep(next: readonly Outgoing[]): void {
    const before = all.get().filter(isUnsent)
    const now = next.filter(isUnsent)
    all.set(next)
    for (const { messageId } of before)
      if (!now.some((message) => message.messageId === messageId)) localStorage.removeItem(place + messageId)
    for (const message of now) if (!before.includes(message)) store(place, message)
  }
}

function inputOf(message: Outgoing, after: string | undefined): SubmitTicket {
  const { conversationId, messageId, text, files, mentions, visibility, changes } = message
  const { macroIds, withoutSurvey, seen, anyway, byEmail } = message
  return {
    conversationId,
    message: {
      messageId,
      content: { text, ...(files.length > 0 && { files: files.map(({ id }) => id) }) },
      visibility,
      ...(mentions.length > 0 && { mentions: [...mentions] }),
      ...(after !== undefined && { after }),
      ...(byEmail && { byEmail }),
    },
    ...(changes && Object.keys(changes).length > 0 && { changes }),
    ...(macroIds !== undefined && macroIds.length > 0 && { macroIds: [...macroIds] }),
    ...(withoutSurvey && { withoutSurvey }),
    ...(seen !== undefined && { seen }),
    ...(anyway && { anyway }),
  }
}

const isWithin = ({ position }: Outgoing, reached: number): boolean => position !== undefined && position <= reached
const isUnsent = ({ position }: Outgoing): boolean => position === undefined

function store(place: string, message: Outgoing): void {
  try {
    localStorage.setItem(place + message.messageId, JSON.stringify(message))
  } catch {
    // No room: it is sent all the same, and lost only if the page is closed before.
  }
}

/** In the order they were written: their ids begin with the time. */
function restore(place: string): readonly Outgoing[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(place))
  return keys.toSorted().flatMap((key) => {
    try {
      const kept: Outgoing = JSON.parse(localStorage.getItem(key) ?? '')
      return kept
    } catch {
      return []
    }
  })
}
