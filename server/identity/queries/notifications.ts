import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { NotificationView } from '../contract.ts'

export type NewNotification = {
  userId: number
  kind: NotificationView['kind']
  conversationId: number
  messageId?: string
  by: string
  text: string
}

/** Only active people are told; gives the ids of those who were. */
export const insertNotifications = (
  tx: Tx,
  at: Date,
  list: readonly NewNotification[],
): Promise<{ id: number; ord: number }[]> =>
  tx.rows(sql`
    with input as (
      select i.* from unnest(${list.map((each) => each.userId)}::bigint[], ${list.map((each) => each.kind)}::text[],
                             ${list.map((each) => each.conversationId)}::bigint[], ${list.map((each) => each.messageId ?? null)}::uuid[],
                             ${list.map((each) => each.by)}::text[], ${list.map((each) => each.text)}::text[])
             with ordinality as i(user_id, kind, conversation_id, message_id, by_name, text, ord)
      join users u on u.id = i.user_id where u.deactivated_at is null
    ), numbered as (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, * from input
    ), written as (
      insert into notifications (id, user_id, kind, conversation_id, message_id, by_name, text, at) overriding system value
      select id, user_id, kind, conversation_id, message_id, by_name, text, ${at} from numbered
    )
    select id, ord::int as ord from numbered order by ord`)

type Row = {
  id: number
  kind: NotificationView['kind']
  conversation_id: number
  by_name: string
  text: string
  at: Date
  read_at: Date | null
}
export async function listNotifications(tx: Tx, userId: number, limit: number): Promise<NotificationView[]> {
  const rows = await tx.rows<Row>(sql`select id, kind, conversation_id, by_name, text, at, read_at from notifications
                                      where user_id = ${userId} order by id desc limit ${limit}`)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    conversationId: row.conversation_id,
    by: row.by_name,
    text: row.text,
    at: row.at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }))
}

/** The person's own, not read yet; gives the ids that are now. */
export const markNotificationsRead = async (
  tx: Tx,
  userId: number,
  ids: readonly number[],
  at: Date,
): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`update notifications set read_at = ${at}
      where user_id = ${userId} and id = any(${ids}::bigint[]) and read_at is null returning id`)
  ).map((row) => row.id)

/** What was said in a message that is emptied must not live on in a notification. */
/** Of one conversation, those that repeat these words, or their beginning, as subjects do. */
export const emptyNotificationsWith = (tx: Tx, conversationId: number, words: string): Promise<number> =>
  tx.run(sql`update notifications set text = '' where conversation_id = ${conversationId} and text <> ''
             and (position(lower(${words}) in lower(text)) > 0 or message_id is null and position(lower(text) in lower(${words})) > 0)`)

export const emptyNotificationsOf = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(sql`update notifications set text = '' where conversation_id = any(${[...conversationIds]}::bigint[])`)

export const emptyNotifications = (tx: Tx, messageIds: readonly string[]): Promise<number> =>
  tx.run(sql`update notifications set text = '' where message_id = any(${messageIds}::uuid[])`)
