import sql, { empty, type Sql } from 'sql-template-tag'
import type { Tx } from '../db.ts'
import type { MailState } from './events.ts'
import type { MailKind, Outcome, Problem } from './pure/mail.ts'

export type NewMail = {
  kind: MailKind
  recipient: string
  sealed: Buffer
  messageId: string
  conversationId: number | null
  subjectMessage: string | null
  userId: number | null
  at: Date
}
export const insertMail = async (tx: Tx, mail: NewMail): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into mails (kind, recipient, sealed, message_id, conversation_id, subject_message, user_id, next_at, owed_at, at)
      values (${mail.kind}, ${mail.recipient}, ${mail.sealed}, ${mail.messageId}, ${mail.conversationId}, ${mail.subjectMessage},
              ${mail.userId}, ${mail.at}, ${mail.at}, ${mail.at}) returning id`)
  ).id

export type Claimed = {
  id: number
  kind: MailKind
  sealed: Buffer
  messageId: string
  attempt: number
  owedAt: Date
  at: Date
}
/** Takes a mail that is due for one attempt; null when it is not due, under way, or over. */
export const claimMail = (tx: Tx, id: number, now: Date, until: Date): Promise<Claimed | null> =>
  tx.maybe(sql`update mails set attempt = attempt + 1, claimed_until = ${until}, handed = false
               where id = ${id} and state = 'waiting' and sealed is not null and claimed_until is null and next_at <= ${now}
               returning id, kind, sealed, message_id as "messageId", attempt, owed_at as "owedAt", at`)

/** From now on this attempt may have delivered it. False when the attempt is not ours any more: it must not go on. */
export const markHanded = async (tx: Tx, id: number, attempt: number): Promise<boolean> =>
  (await tx.run(sql`update mails set handed = true where id = ${id} and attempt = ${attempt} and claimed_until is not null
                    and sealed is not null`)) === 1

export type Ended = {
  id: number
  kind: MailKind
  state: MailState
  problem: Problem | null
  conversationId: number | null
  subjectMessage: string | null
}
const ENDED = sql`returning id, kind, state, problem, conversation_id as "conversationId", subject_message as "subjectMessage"`

/** Notes what an attempt came to; null when another word on it counts. A sent mail's text is gone with it. */
export const endAttempt = (
  tx: Tx,
  id: number,
  attempt: number,
  outcome: Outcome,
  at: { now: Date; next: Date },
): Promise<Ended | null> => {
  const state = outcome.kind === 'retry' ? 'waiting' : outcome.kind
  return tx.maybe(sql`
    update mails set state = ${state}, claimed_until = null, handed = false, next_at = ${at.next},
      problem = ${outcome.kind === 'sent' ? null : outcome.problem}, answer = ${outcome.answer},
      sealed = case when ${state} = 'sent' then null else sealed end,
      ended_at = case when ${state} = 'waiting' then null else ${at.now}::timestamptz end
    where id = ${id} and attempt = ${attempt} and claimed_until is not null ${ENDED}`)
}

/** The attempt was not made: another one has just found that nothing can be sent. */
export const postponeMail = (tx: Tx, id: number, until: Date): Promise<number> =>
  tx.run(
    sql`update mails set next_at = ${until} where id = ${id} and state = 'waiting' and claimed_until is null and next_at < ${until}`,
  )

export type Stray = { id: number; attempt: number; handed: boolean; isClaimed: boolean }
/** Attempts whose process is gone, and mails whose job is. */
export const listStrays = (tx: Tx, now: Date, dueSince: Date): Promise<Stray[]> =>
  tx.rows(sql`select id, attempt, handed, claimed_until is not null as "isClaimed" from mails
              where state = 'waiting' and (claimed_until < ${now} or (claimed_until is null and next_at < ${dueSince}))
              order by next_at limit 500`)

/** What is to go again: one that failed, and still has its text. */
export const renewMail = (tx: Tx, id: number, now: Date): Promise<Ended | null> =>
  tx.maybe(sql`update mails set state = 'waiting', attempt = attempt, next_at = ${now}, owed_at = ${now}, ended_at = null, problem = null,
                 answer = null where id = ${id} and state = 'failed' and sealed is not null ${ENDED}`)

/** Waiting ones that had a reason to wait go at once. */
export const hurryMails = async (tx: Tx, now: Date): Promise<number[]> =>
  (
    await tx.rows<{
      id: number
    }>(sql`update mails set next_at = ${now} where state = 'waiting' and claimed_until is null
                                      and problem is not null returning id`)
  ).map(({ id }) => id)

/** What was said there must not go out (`quoting`: nothing that repeats what was said in these conversations), or lie here, any more. One under way cannot be called back. */
export const dropMails = async (
  tx: Tx,
  about: { messageIds?: readonly string[]; conversationIds?: readonly number[]; quoting?: readonly number[] },
): Promise<number> =>
  tx.run(sql`delete from mails where subject_message = any(${about.messageIds ?? []}::uuid[])
             or conversation_id = any(${about.conversationIds ?? []}::bigint[])
             or (conversation_id = any(${about.quoting ?? []}::bigint[]) and kind in ('unread', 'transcript') and sealed is not null)`)

export type StoredMail = {
  id: number
  kind: MailKind
  recipient: string
  state: MailState
  attempt: number
  nextAt: Date
  problem: Problem | null
  answer: string | null
  mayRenew: boolean
  at: Date
  endedAt: Date | null
}
export const listMails = (
  tx: Tx,
  filter: { state?: MailState | undefined; kind?: MailKind | undefined; before?: number | undefined },
  limit: number,
): Promise<StoredMail[]> => {
  const also = (given: unknown, condition: Sql) => (given === undefined ? empty : sql`and ${condition}`)
  return tx.rows(sql`
    select id, kind, recipient, state, attempt, next_at as "nextAt", problem, answer, sealed is not null as "mayRenew", at,
      ended_at as "endedAt"
    from mails where true ${also(filter.state, sql`state = ${filter.state}`)} ${also(filter.kind, sql`kind = ${filter.kind}`)}
      ${also(filter.before, sql`id < ${filter.before}`)} order by id desc limit ${limit}`)
}

export type Waiting = { waiting: number; late: number; since: Date | null; problem: Problem | null; failed: number }
/** How much waits, how much of it after an attempt that went wrong, since when and why; and what failed since `recent`. */
export const countMails = (tx: Tx, recent: Date): Promise<Waiting> =>
  tx.row(sql`
    select (select count(*)::int from mails where state = 'waiting') as waiting, coalesce(l.late, 0)::int as late, l.since, l.problem,
      (select count(*)::int from mails where state = 'failed' and ended_at > ${recent}) as failed
    from (select count(*) as late, min(owed_at) as since, (array_agg(problem order by next_at desc))[1] as problem
          from mails where state = 'waiting' and problem is not null) l`)

/** Whether this conversation has owed such a mail since then. */
export const wasOwed = async (tx: Tx, conversationId: number, kind: MailKind, since: Date): Promise<boolean> =>
  (await tx.maybe(
    sql`select from mails where conversation_id = ${conversationId} and kind = ${kind} and at > ${since} limit 1`,
  )) !== null

/** Message-IDs of what this conversation has sent, oldest first: what the next one refers to. */
export const listThreadIds = async (tx: Tx, conversationId: number): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select message_id as id from mails where conversation_id = ${conversationId}
                                      order by id desc limit 20`)
  )
    .map(({ id }) => id)
    .reverse()

/** Long over. */
export const deleteMails = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from mails where ended_at < ${before}`)
