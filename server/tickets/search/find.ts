import { contactRow, listContactBriefs, searchContactIds } from '../../contacts/index.ts'
import { countConversations, listMessages } from '../../conversations/index.ts'
import type { Database, Tx } from '../../platform/db.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { InboxRow } from '../contract.ts'
import { findInboxByTicket } from '../inbox-queries.ts'
import { listInboxRows } from '../queries.ts'
import { type Around, showRows } from '../show-rows.ts'
import type { ContactHit, Found, MessageHit, TicketHit } from './contract.ts'
import { isAlike } from './pure/alike.ts'
import { highlighted, snippet, wordsOf } from './pure/snippet.ts'
import { stretches } from './pure/stretches.ts'
import {
  type After,
  hasTrigrams,
  listContactsAlike,
  listMarked,
  listMessagesFound,
  listTicketsFound,
  type FoundMessage,
  type Oldest,
} from './queries.ts'
import type { Search } from './want.ts'

export const PAGE = 20
const CONTACTS = 8
/** A search that looks through more than this is stopped and says so. */
const LONGEST = '4s'

type Asked = {
  db: Database
  around: Around
  actor: Actor
  now: Date
  search: Search
  before: After | null
  oldest: Oldest
}

export async function findMessages({
  db,
  around,
  actor,
  now,
  search,
  before,
  oldest,
}: Asked): Promise<Found<MessageHit>> {
  const { wanted } = search
  const found = await bounded(db, (tx) =>
    listMessagesFound(tx, actor, wanted, {
      stretches: stretchesOf(oldest.messages, search, before, now),
      after: before,
      limit: PAGE + 1,
    }),
  )
  const page = found.slice(0, PAGE)
  const [{ byId, marked }, rows] = await Promise.all([
    textsOf(db, page, search),
    rowsOf(
      db,
      around,
      page.map(({ conversationId }) => conversationId),
    ),
  ])
  const hits = page.flatMap(({ conversationId, messageId, position, at }): MessageHit[] => {
    const message = byId.get(`${conversationId}/${messageId}`)
    const conversation = rows.get(conversationId)
    // Emptied or moved out of sight since the index was read.
    if (message === undefined || message.redacted_at !== null || conversation === undefined) return []
    const { text, files = [] } = message.content
    return [
      {
        conversationId,
        messageId,
        position,
        at: at.toISOString(),
        note: message.visibility === 'note',
        by: { kind: message.author_kind, id: message.author_id },
        files: files.length,
        snippet: snippet(text === '' ? files.map(({ name }) => name).join(', ') : text, (word) => marked.has(word)),
        conversation,
      },
    ]
  })
  const last = page.at(-1)
  return { rows: hits, next: found.length > PAGE && last !== undefined ? cursorOf(last.at, last.messageId) : null }
}

async function textsOf(db: Tx, page: readonly FoundMessage[], { marked }: Search) {
  const messages = await listMessages(db, page)
  const words = new Set(messages.flatMap(({ content }) => [...wordsOf(content.text)]))
  return {
    byId: new Map(messages.map((message) => [`${message.conversation_id}/${message.id}`, message])),
    marked: await listMarked(db, [...words], marked),
  }
}

export async function findTickets({
  db,
  around,
  actor,
  now,
  search,
  before,
  oldest,
}: Asked): Promise<Found<TicketHit>> {
  const { wanted } = search
  const found = await bounded(db, (tx) =>
    listTicketsFound(tx, actor, wanted, {
      stretches: stretchesOf(oldest.tickets, search, before, now),
      after: before,
      limit: PAGE + 1,
    }),
  )
  const page = found.slice(0, PAGE)
  const numbered = before === null ? await byNumber(db, actor, search) : []
  const ids = [...new Set([...numbered, ...page.map(({ conversationId }) => conversationId)])]
  const rows = await rowsOf(db, around, ids)
  const shown = ids.flatMap((id) => rows.get(id) ?? [])
  const marked = await listMarked(
    db,
    [...new Set(shown.flatMap(({ subject }) => [...wordsOf(subject)]))],
    search.marked,
  )
  const last = page.at(-1)
  return {
    rows: shown.map((conversation) => ({
      conversation,
      subject: highlighted(conversation.subject, (word) => marked.has(word)),
    })),
    next: found.length > PAGE && last !== undefined ? cursorOf(last.at, String(last.conversationId)) : null,
  }
}

/** A number alone is also the number of a ticket. */
async function byNumber(db: Tx, actor: Actor, { words, wanted }: Search): Promise<number[]> {
  const [number = ''] = words
  if (words.length !== 1 || wanted.filters.length > 0 || !/^\d{1,15}$/.test(number)) return []
  const row = await findInboxByTicket(db, actor, Number(number))
  return row === null ? [] : [row.conversationId]
}

/** People by the beginning of a name, address or number; when that finds few, by what is nearly written so [TS8]. */
export async function findContacts({ db, actor, search }: Asked): Promise<Found<ContactHit>> {
  if (!may(actor, 'contacts.read')) return { rows: [], next: null }
  const typed = [
    ...search.words,
    ...search.filters.filter(({ key, negated }) => key === 'contact' && !negated).map(({ value }) => value),
  ]
  const ids = await searchContactIds(db, typed.join(' '), CONTACTS)
  const likely = typed.filter((word) => word.length > 2)
  if (ids.length < CONTACTS && likely.length > 0 && likely.length < 5 && (await hasTrigrams(db)))
    for (const id of await bounded(db, (tx) => listContactsAlike(tx, likely, CONTACTS)))
      if (!ids.includes(id) && ids.length < CONTACTS) ids.push(id)
  const [briefs, counts] = await Promise.all([listContactBriefs(db, ids), countConversations(db, ids)])
  const mark = (text: string) => highlighted(text, (word) => typed.some((each) => isAlike(word, each)))
  const rows = ids.flatMap((id) => briefs.find((brief) => brief.id === id) ?? [])
  return {
    rows: rows.map((brief) => ({
      contact: contactRow(brief, counts.get(brief.id) ?? 0),
      name: mark(brief.name ?? ''),
      email: brief.email === null ? null : mark(brief.email),
    })),
    next: null,
  }
}

function stretchesOf(
  first: Date | null,
  { wanted: { since, until } }: Search,
  before: After | null,
  now: Date,
): string[] {
  if (first === null) return []
  // What came in while this is read is not missed, and a clock may be a little ahead.
  const newest = [until, before?.at ?? null].reduce<Date>(
    (least, each) => (each !== null && each < least ? each : least),
    new Date(now.getTime() + 3_600_000),
  )
  return stretches(newest, since !== null && since > first ? since : first)
}

async function rowsOf(db: Tx, around: Around, ids: readonly number[]): Promise<Map<number, InboxRow>> {
  const stored = await listInboxRows(db, [...new Set(ids)])
  return new Map((await showRows(db, around, stored)).map((row) => [row.conversationId, row]))
}

const STOPPED = '57014'

async function bounded<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(async (tx, writing) => {
      writing.push(
        tx.run({ name: 'search.bound', text: `select set_config('statement_timeout', $1, true)`, values: [LONGEST] }),
      )
      return work(tx)
    })
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === STOPPED)
      throw new Refusal('search_too_broad')
    throw error
  }
}

const cursorOf = (at: Date, id: string): string => `${at.getTime()}.${id}`

/** Milliseconds and an id; what follows a time is not before it, so rows of the same millisecond come by their id. */
export function afterOf(cursor: string): After {
  const [, at = '', id = ''] = /^(\d{1,15})\.([0-9a-f-]{1,36})$/.exec(cursor) ?? []
  return { at: new Date(Number(at)), id }
}
