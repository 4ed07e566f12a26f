import sql, { empty, type Sql } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { scopeSql } from '../scope.ts'
import { all } from './queries-filters.ts'

/** What is looked for, ready for SQL: all stems of each term, and conditions over `inbox i`. */
export type Wanted = {
  /** One tsquery a term, as text: each is a key of its own for the index, which leaps from match to match. */
  with: string[]
  without: string[]
  /** Folded texts that must stand there as they are. */
  exact: string[]
  filters: Sql[]
  since: Date | null
  until: Date | null
}
/** Where a page ended. */
export type After = { at: Date; id: string }

/** The stems of each text, in either language; null when it is only words that are everywhere. */
export async function stemsOf(tx: Tx, texts: readonly string[]): Promise<(string | null)[]> {
  if (texts.length === 0) return []
  const rows = await tx.rows<{ query: string | null }>({
    name: 'search.stems',
    text: 'select search_query(t)::text as query from unnest($1::text[]) with ordinality as u(t, place) order by place',
    values: [texts],
  })
  return rows.map((row) => row.query)
}

/** Which of these words have one of the stems: what is marked. */
export async function listMarked(tx: Tx, words: readonly string[], stems: readonly string[]): Promise<Set<string>> {
  if (words.length === 0 || stems.length === 0) return new Set()
  const rows = await tx.rows<{ word: string }>({
    name: 'search.marked',
    text: `select word from unnest($1::text[]) as word
           where ts_lexize('pg_catalog.french_stem', word) && $2::text[] or ts_lexize('pg_catalog.english_stem', word) && $2::text[]`,
    values: [words, stems],
  })
  return new Set(rows.map((row) => row.word))
}

/** When the first of each kind was: there is nothing to look through before. */
export type Oldest = { messages: Date | null; tickets: Date | null }
export const getOldest = (tx: Tx): Promise<Oldest> =>
  tx.row<Oldest>({
    name: 'search.oldest',
    text: `select (select at from search_messages order by at limit 1) as messages, (select at from search_tickets order by at limit 1) as tickets`,
    values: [],
  })

export type FoundMessage = { conversationId: number; messageId: string; position: number; at: Date }

/**
 * The newest messages that have all these words, in the actor's scope [TS2] [TS4]. Stretch of time by stretch of time, newest
 * first: the nested loop takes the next one only while there are too few.
 */
export function listMessagesFound(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  page: { stretches: readonly string[]; after: After | null; limit: number },
): Promise<FoundMessage[]> {
  const { after, limit } = page
  const exact =
    wanted.exact.length === 0
      ? empty
      : sql`join messages m on m.conversation_id = s.conversation_id and m.id = s.message_id`
  const conditions = all([
    ...wordsSql(wanted),
    ...wanted.exact.map((text) => holds(sql`m.content->>'text'`, text)),
    ...(after === null ? [] : [sql`(s.at, s.message_id) < (${after.at}, ${after.id}::uuid)`]),
    scopeSql(actor),
  ])
  const columns = sql`s.conversation_id as "conversationId", s.message_id as "messageId", s.position, s.at`
  const from = sql`search_messages s join inbox i on i.conversation_id = s.conversation_id ${exact}`
  const newest = sql`order by s.at desc, s.message_id desc limit ${limit}`
  if (wanted.with.length === 0) return tx.rows(sql`select ${columns} from ${from} where ${conditions} ${newest}`)
  return tx.rows(sql`
    select h.* from unnest(${[...page.stretches]}::text[]) as stretch(word)
    cross join lateral (select ${columns} from ${from} where ${conditions} and s.words @@ stretch.word::tsquery ${newest}) h
    limit ${limit}`)
}

export type FoundTicket = { conversationId: number; at: Date }

/** The newest tickets whose subject has all these words; without words, those of the filters by their last activity. */
export function listTicketsFound(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  page: { stretches: readonly string[]; after: After | null; limit: number },
): Promise<FoundTicket[]> {
  const { after, limit } = page
  const at = wanted.with.length === 0 ? sql`i.sorted_at` : sql`s.at`
  const conditions = all([
    ...wordsSql(wanted),
    ...wanted.exact.map((text) => holds(sql`i.subject`, text)),
    ...(after === null ? [] : [sql`(${at}, i.conversation_id) < (${after.at}, ${after.id}::bigint)`]),
    scopeSql(actor),
  ])
  const columns = sql`i.conversation_id as "conversationId", ${at} as at`
  const from = sql`search_tickets s join inbox i on i.conversation_id = s.conversation_id`
  const newest = sql`order by ${at} desc, i.conversation_id desc limit ${limit}`
  if (wanted.with.length === 0) return tx.rows(sql`select ${columns} from ${from} where ${conditions} ${newest}`)
  return tx.rows(sql`
    select h.* from unnest(${[...page.stretches]}::text[]) as stretch(word)
    cross join lateral (select ${columns} from ${from} where ${conditions} and s.words @@ stretch.word::tsquery ${newest}) h
    limit ${limit}`)
}

const holds = (text: Sql, folded: string): Sql =>
  sql`position(${` ${folded} `} in ' ' || search_fold(${text}) || ' ') > 0`

function wordsSql(wanted: Wanted): Sql[] {
  return [
    ...wanted.with.map((query) => sql`s.words @@ ${query}::tsquery`),
    ...wanted.without.map((query) => sql`not (s.words @@ ${query}::tsquery)`),
    ...wanted.filters,
    ...(wanted.since === null ? [] : [sql`s.at >= ${wanted.since}`]),
    ...(wanted.until === null ? [] : [sql`s.at < ${wanted.until}`]),
  ]
}

/** Whether names may be looked for by likeness here. */
export const hasTrigrams = async (tx: Tx): Promise<boolean> =>
  (
    await tx.row<{ has: boolean }>({
      name: 'search.has_trigrams',
      text: `select to_regclass('search_contacts_trigrams') is not null as has`,
      values: [],
    })
  ).has

/** How alike a word of the name must be to count, from 0 to 1: one letter wrong, missing or swapped in five. */
const LIKENESS = '0.42'
/** Of many who are alike, so many are compared. */
const COMPARED = 400

/** Contacts in whose name or addresses each of the words is, or nearly; the most alike first. */
export async function listContactsAlike(tx: Tx, words: readonly string[], limit: number): Promise<number[]> {
  await tx.run(sql`select set_config('pg_trgm.word_similarity_threshold', ${LIKENESS}, true)`)
  const likeness = words.map((word) => sql`word_similarity(${word}, a.text)`)
  const rows = await tx.rows<{ id: number }>(sql`
    select a.contact_id as id from (
      select s.contact_id, s.text from search_contacts s join contacts c on c.id = s.contact_id
      where ${all(words.map((word) => sql`${word} <% s.text`))} and c.known and c.merged_into is null and c.deleted_at is null
      limit ${COMPARED}) a
    order by ${likeness.reduce((sum, each) => sql`${sum} + ${each}`)} desc, a.contact_id desc limit ${limit}`)
  return rows.map((row) => row.id)
}
