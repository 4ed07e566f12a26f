import sql, { join, raw } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { scopeSql } from '../scope.ts'
import type { HiddenKind } from './contract.ts'

export type Hidden = {
  conversationId: number
  kind: HiddenKind
  hiddenAt: Date
  hiddenBy: number | null
  blocked: boolean
  brandId: number
  groupId: number | null
  assigneeId: number | null
}
const HIDDEN = sql`i.conversation_id as "conversationId", i.kind, i.hidden_at as "hiddenAt", i.hidden_by as "hiddenBy", i.blocked,
  i.brand_id as "brandId", i.group_id as "groupId", i.assignee_id as "assigneeId"`

/** Takes the row of the inbox and the timers away, and keeps them. */
export async function insertHidden(
  tx: Tx,
  { conversationId, kind, hiddenAt, hiddenBy, blocked }: Omit<Hidden, 'brandId' | 'groupId' | 'assigneeId'>,
): Promise<void> {
  await tx.run(sql`
    with row as (delete from inbox i where conversation_id = ${conversationId} returning i.*),
      waiting as (delete from timers where subject = ${`conversation:${conversationId}`} returning kind, due_at)
    insert into hidden_conversations (conversation_id, kind, hidden_at, hidden_by, blocked, brand_id, group_id, assignee_id, inbox, timers)
    select conversation_id, ${kind}, ${hiddenAt}::timestamptz, ${hiddenBy}::bigint, ${blocked}::boolean, brand_id, group_id, assignee_id, to_jsonb(row),
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'due_at', due_at)) from waiting), '[]') from row`)
  await hideRows(tx, conversationId, hiddenAt)
}

/** Puts them back; timers whose time has passed meanwhile fire at once. */
export async function takeBackHidden(tx: Tx, conversationId: number): Promise<void> {
  // A column that the inbox has got since keeps its default.
  const columns = await tx.rows<{ name: string }>(sql`
    select k.name from hidden_conversations h, jsonb_object_keys(h.inbox) as k(name)
    where h.conversation_id = ${conversationId} and exists (
      select from pg_attribute a where a.attrelid = 'inbox'::regclass and a.attname = k.name and a.attnum > 0 and not a.attisdropped)`)
  const names = (of = '') => join(columns.map(({ name }) => raw(`${of}"${name}"`)))
  await tx.run(sql`
    insert into inbox (${names()}) select ${names('r.')} from hidden_conversations h, jsonb_populate_record(null::inbox, h.inbox) r
    where h.conversation_id = ${conversationId}`)
  // Its contact may have been merged meanwhile.
  await tx.run(sql`
    update inbox i set contact_id = c.contact_id from conversations c
    where i.conversation_id = ${conversationId} and c.id = i.conversation_id and i.contact_id <> c.contact_id`)
  await tx.run(sql`
    insert into timers (subject, kind, due_at)
    select ${`conversation:${conversationId}`}, t.kind, t.due_at from hidden_conversations h,
      jsonb_to_recordset(h.timers) as t(kind text, due_at timestamptz)
    where h.conversation_id = ${conversationId} on conflict do nothing`)
  await tx.run(sql`delete from hidden_conversations where conversation_id = ${conversationId}`)
  await hideRows(tx, conversationId, null)
}

async function hideRows(tx: Tx, conversationId: number, at: Date | null): Promise<void> {
  await tx.run(sql`update conversations set deleted_at = ${at} where id = ${conversationId}`)
  await tx.run(sql`update tickets set deleted_at = ${at} where conversation_id = ${conversationId}`)
}

export const findHidden = (tx: Tx, conversationId: number): Promise<Hidden | null> =>
  tx.maybe<Hidden>(sql`select ${HIDDEN} from hidden_conversations i where i.conversation_id = ${conversationId}`)

export const deleteHidden = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(sql`delete from hidden_conversations where conversation_id = any(${[...conversationIds]}::bigint[])`)

export type HiddenLine = Hidden & { ticketId: number | null; contactId: number; subject: string; byName: string | null }
/** What of one kind is hidden in the actor's scope, the latest first. */
export const listHidden = (
  tx: Tx,
  actor: Actor,
  { kind, before, limit }: { kind: HiddenKind; before: { at: Date; id: number } | null; limit: number },
): Promise<HiddenLine[]> =>
  tx.rows<HiddenLine>(sql`
    select ${HIDDEN}, t.id as "ticketId", c.contact_id as "contactId", coalesce(t.subject, i.inbox->>'subject') as subject, u.name as "byName"
    from hidden_conversations i join conversations c on c.id = i.conversation_id
      left join tickets t on t.conversation_id = i.conversation_id left join users u on u.id = i.hidden_by
    where i.kind = ${kind} and ${scopeSql(actor)}
      ${before === null ? sql`` : sql`and (i.hidden_at, i.conversation_id) < (${before.at}, ${before.id})`}
    order by i.hidden_at desc, i.conversation_id desc limit ${limit}`)
