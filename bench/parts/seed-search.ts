import { readFileSync } from 'node:fs'
import path from 'node:path'
import { query } from './database.ts'
import { type SeededInbox, seedInbox } from './seed-inbox.ts'

const SQL = readFileSync(path.join(import.meta.dirname, 'seed-search.sql'), 'utf8')
const A_CONVERSATION = 10
const INDEXES = ['search_messages_words', 'search_messages_at', 'search_tickets_words', 'search_contacts_trigrams']

/** Fills a migrated, empty database with so many messages that can be found, ten a conversation. */
export async function seedSearch(databaseUrl: string, messages: number): Promise<SeededInbox> {
  const people = await seedInbox(databaseUrl, messages / A_CONVERSATION)
  // Made anew afterwards: row by row they would take minutes.
  const indexes = await query(
    databaseUrl,
    `select indexname, indexdef from pg_indexes where indexname = any($1::text[])`,
    [INDEXES],
  )
  await query(databaseUrl, `drop index ${indexes.map(({ indexname }) => String(indexname)).join(', ')}`)
  const halves = [0, 1].map((part) => query(databaseUrl, SQL.replaceAll('$part', String(part))))
  await Promise.all(halves)
  for (const { indexdef } of indexes)
    await query(databaseUrl, `set maintenance_work_mem = '256MB'; ${String(indexdef)}`)
  await query(
    databaseUrl,
    'update search_progress set (xid, id) = (select xid, id from events order by xid desc, id desc limit 1)',
  )
  await query(databaseUrl, 'vacuum analyze search_messages')
  await query(databaseUrl, 'vacuum analyze messages')
  await query(databaseUrl, 'analyze')
  return people
}

/** Two words each: of one message, or (each fourth pair) of two messages, which perhaps no message has both. */
export async function wordPairs(databaseUrl: string, count: number): Promise<string[]> {
  const rows = await query(
    databaseUrl,
    `select content->>'text' as text from messages
     where conversation_id = any(array(select 1 + floor(random() * (select max(id) from conversations))::bigint from generate_series(1, $1)))
       and content->>'text' ~ '^[fe][a-z]+ ' order by random() limit $1`,
    [count * 2],
  )
  const texts = rows.map(({ text }) => String(text).split(' '))
  return Array.from({ length: count }, (_, index) => {
    const own = texts[index % texts.length] ?? []
    const other =
      index % 4 === 3 ? (texts.find((words, at) => at > index && words[0]?.[0] === own[0]?.[0]) ?? own) : own
    const first = own[index % own.length] ?? ''
    return `${first} ${other.find((word) => word !== first) ?? ''}`
  })
}
