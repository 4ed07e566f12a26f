import type { Tx } from '../../platform/db.ts'
import type { Family } from '../../tickets/contract.ts'
import type { Why } from '../contract.ts'

export type Outcome = 'accepted' | 'declined' | 'timed_out' | 'withdrawn' | 'assigned'
export type NewOffer = {
  conversationId: number
  userId: number
  family: Family
  queueId: number | null
  groupId: number | null
  waitedMs: number
  until: Date | null
  outcome: Outcome | null
  why: Why
}

/** Their numbers, in the order given. */
export async function insertOffers(tx: Tx, offers: readonly NewOffer[], at: Date): Promise<number[]> {
  if (offers.length === 0) return []
  const rows = await tx.rows<{ id: number; conversation_id: number }>({
    name: 'offers.insert',
    text: `insert into offers (conversation_id, user_id, family, queue_id, group_id, waited_ms, made_at, until, outcome, ended_at, why)
           select conversation_id, user_id, family, queue_id, group_id, waited_ms, $1, until, outcome, case when outcome is not null then $1::timestamptz end, why
           from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::timestamptz[], $8::text[], $9::jsonb[],
             $10::bigint[]) as n(conversation_id, user_id, family, queue_id, waited_ms, until, outcome, why, group_id)
           returning id, conversation_id`,
    values: [
      at,
      offers.map((each) => each.conversationId),
      offers.map((each) => each.userId),
      offers.map((each) => each.family),
      offers.map((each) => each.queueId),
      offers.map((each) => each.waitedMs),
      offers.map((each) => each.until),
      offers.map((each) => each.outcome),
      offers.map((each) => JSON.stringify(each.why)),
      offers.map((each) => each.groupId),
    ],
  })
  const byConversation = new Map(rows.map((row) => [row.conversation_id, row.id]))
  return offers.map(({ conversationId }) => byConversation.get(conversationId) ?? 0)
}

export const endOffer = (tx: Tx, id: number, outcome: Outcome, at: Date): Promise<number> =>
  tx.run({
    name: 'offers.end',
    text: 'update offers set outcome = $2, ended_at = $3 where id = $1 and outcome is null',
    values: [id, outcome, at],
  })

/** One more offer passed by; how many there are in a row now. */
export const countMissed = async (tx: Tx, userId: number): Promise<number> =>
  (
    await tx.row<{ missed: number }>({
      name: 'offers.missed',
      text: 'update agent_states set missed = missed + 1 where user_id = $1 returning missed',
      values: [userId],
    })
  ).missed

export const forgetMissed = (tx: Tx, userId: number): Promise<number> =>
  tx.run({
    name: 'offers.forget_missed',
    text: 'update agent_states set missed = 0 where user_id = $1 and missed > 0',
    values: [userId],
  })

export type OpenOffer = {
  id: number
  userId: number
  conversationId: number
  family: Family
  queueId: number | null
  madeAt: Date
  until: Date | null
  waitedMs: number
  why: Why
  contact: string
  preview: string
  subject: string
  channelId: number
}
const OPEN = `o.id, o.user_id as "userId", o.conversation_id as "conversationId", o.family, o.queue_id as "queueId",
  o.made_at as "madeAt", o.until, o.waited_ms as "waitedMs", o.why, coalesce(c.name, '') as contact, i.preview, i.subject,
  i.channel_id as "channelId"`
/** These, with what is shown of them. */
export const listOpenOffers = (tx: Tx, ids: readonly number[]): Promise<OpenOffer[]> =>
  tx.rows<OpenOffer>({
    name: 'offers.open',
    text: `select ${OPEN} from offers o join inbox i on i.conversation_id = o.conversation_id left join contacts c on c.id = i.contact_id
           where o.id = any($1::bigint[]) order by o.id`,
    values: [[...ids]],
  })

/** What is laid before an agent, the oldest first. */
export const listOffersTo = (tx: Tx, userId: number): Promise<OpenOffer[]> =>
  tx.rows<OpenOffer>({
    name: 'offers.to',
    text: `select ${OPEN} from inbox i join offers o on o.id = (i.routing->'offer'->>'id')::bigint left join contacts c on c.id = i.contact_id
           where (i.routing->>'holder')::bigint = $1 and i.routing->>'state' in ('held', 'offered') and i.routing->>'state' = 'offered'
           order by o.id`,
    values: [userId],
  })

export type OfferLine = {
  id: number
  userId: number
  madeAt: Date
  until: Date | null
  outcome: Outcome | null
  endedAt: Date | null
  queueId: number | null
  waitedMs: number
  why: Why
}
/** The latest of a conversation, newest first. */
export const listOffersOf = (tx: Tx, conversationId: number, limit: number): Promise<OfferLine[]> =>
  tx.rows<OfferLine>({
    name: 'offers.of_conversation',
    text: `select id, user_id as "userId", made_at as "madeAt", until, outcome, ended_at as "endedAt", queue_id as "queueId",
             waited_ms as "waitedMs", why from offers where conversation_id = $1 order by id desc limit $2`,
    values: [conversationId, limit],
  })
