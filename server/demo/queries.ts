import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'

export type DemoUser = { name: string; email: string; role: string; locale: string; availability: string }

/** The team of the demo shop, who sign in with one shared password. */
export const insertDemoUser = (
  tx: Tx,
  user: DemoUser,
  passwordHash: string,
  at: Date,
): Promise<{ id: number } | null> =>
  tx.maybe(sql`insert into users (email, name, role_id, locale, availability, password_hash, joined_at, last_seen_at)
    values (${user.email}, ${user.name}, (select id from roles where key = ${user.role}), ${user.locale}, ${user.availability}, ${passwordHash}, ${at}, ${at})
    on conflict do nothing returning id`)
export const insertDemoMember = (tx: Tx, groupId: number, userId: number): Promise<number> =>
  tx.run(sql`insert into group_members (group_id, user_id) values (${groupId}, ${userId}) on conflict do nothing`)
export const insertDemoGroup = (tx: Tx, name: string): Promise<{ id: number }> =>
  tx.row(sql`insert into groups (name) values (${name}) returning id`)

/** Whether conversations are there already: the demo is filled in once. */
export const hasConversations = async (tx: Tx): Promise<boolean> =>
  (await tx.row<{ some: boolean }>(sql`select exists(select 1 from conversations) as some`)).some

export const findAgentRights = (tx: Tx, userId: number): Promise<{ name: string; permissions: string[] }> =>
  tx.row(sql`select u.name, r.permissions from users u join roles r on r.id = u.role_id where u.id = ${userId}`)

/** Customers of the demo were not all here this minute. */
export const setLastSeen = (tx: Tx, contactId: number, at: Date, verified: string | null): Promise<number> =>
  tx.run(sql`with seen as (update contacts set last_seen_at = ${at}, created_at = least(created_at, ${at}) where id = ${contactId})
    update contact_identities set verified_by = 'jwt', verified_at = ${at} where contact_id = ${contactId} and value = ${verified} and verified_by is null
      and not exists (select 1 from contact_identities v where v.kind = 'email' and v.value = ${verified} and v.verified_by is not null)`)

export const findDueClose = (tx: Tx, conversationId: number, now: Date): Promise<{ due_at: Date } | null> =>
  tx.maybe(
    sql`select due_at from timers where subject = ${`conversation:${conversationId}`} and kind = 'ticket.close' and due_at <= ${now}`,
  )

/** What is solved, with when; the oldest first. */
export const listSolved = (tx: Tx): Promise<{ conversationId: number; locale: string; at: Date }[]> =>
  tx.rows(sql`select t.conversation_id as "conversationId", c.locale, coalesce(t.solved_at, t.status_since) as at
              from tickets t join conversations c on c.id = t.conversation_id
              where t.status in ('solved', 'closed') and t.assignee_id is not null order by at, t.id`)

export const listStatusKeys = (tx: Tx): Promise<{ id: number; key: string }[]> =>
  tx.rows(sql`select id, key from agent_statuses where key is not null`)

/** Offers that are not answered. */
export const listOpenOffers = (tx: Tx): Promise<{ id: number; conversationId: number; userId: number }[]> =>
  tx.rows(
    sql`select id, conversation_id as "conversationId", user_id as "userId" from offers where outcome is null order by id`,
  )

/** While the past is told the team counts as being there; afterwards nobody is, until a desk is opened. */
export const insertDemoLeases = (tx: Tx, userIds: readonly number[], until: Date): Promise<number> =>
  tx.run(
    sql`insert into agent_leases (user_id, until, active_at) select id, ${until}, ${until} from unnest(${[...userIds]}::bigint[]) as id`,
  )
export const deleteDemoLeases = (tx: Tx): Promise<number> => tx.run(sql`delete from agent_leases`)
