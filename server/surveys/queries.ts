import sql, { empty, type Sql } from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { scopeSql } from '../tickets/index.ts'
import type { Asked, RatingKind, SurveyDefinition } from './contract.ts'
import type { Said } from './model.ts'

export type Survey = {
  id: number
  name: string
  active: boolean
  definition: SurveyDefinition
  version: number
  updatedAt: Date
  updatedBy: number | null
}
const SURVEY = sql`id, name, active, definition, version, updated_at as "updatedAt", updated_by as "updatedBy"`

export const listSurveys = (tx: Tx): Promise<Survey[]> =>
  tx.rows(sql`select ${SURVEY} from surveys where deleted_at is null order by position, id`)
export const findSurvey = (tx: Tx, id: number): Promise<Survey | null> =>
  tx.maybe(sql`select ${SURVEY} from surveys where id = ${id} and deleted_at is null`)
export const lockSurvey = (tx: Tx, id: number): Promise<Survey | null> =>
  tx.maybe(sql`select ${SURVEY} from surveys where id = ${id} and deleted_at is null for update`)

export const isSurvey = async (tx: Tx, id: number): Promise<boolean> =>
  (await tx.maybe(sql`select from surveys where id = ${id} and deleted_at is null`)) !== null

type Saved = Pick<Survey, 'name' | 'active' | 'definition'>
type By = { userId: number | null; at: Date }
export const insertSurvey = async (tx: Tx, { name, active, definition }: Saved, { userId, at }: By): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`insert into surveys (name, active, position, definition, updated_at, updated_by)
      values (${name}, ${active}, (select coalesce(max(position), 0) + 1 from surveys), ${JSON.stringify(definition)}, ${at}, ${userId})
      returning id`)
  ).id
export const updateSurvey = (tx: Tx, id: number, { name, active, definition }: Saved, { userId, at }: By) =>
  tx.run(sql`update surveys set name = ${name}, active = ${active}, definition = ${JSON.stringify(definition)}, version = version + 1,
             updated_at = ${at}, updated_by = ${userId} where id = ${id}`)
export const hideSurvey = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update surveys set deleted_at = ${at}, active = false where id = ${id}`)
export const sortSurveys = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(sql`update surveys s set position = n.position from unnest(${[...ids]}::bigint[]) with ordinality as n(id, position)
             where s.id = n.id and s.deleted_at is null`)

export const countOfSurveys = (
  tx: Tx,
  since: Date,
): Promise<{ surveyId: number; offered: number; rated: number; good: number }[]> =>
  tx.rows(sql`select survey_id as "surveyId", count(*)::int as offered, count(score)::int as rated,
              count(*) filter (where good)::int as good from ratings where offered_at > ${since} group by survey_id`)

export type Rating = {
  id: number
  surveyId: number
  conversationId: number
  ticketId: number
  agentId: number | null
  groupId: number | null
  channelId: number
  brandId: number
  asked: Asked & { inWidget: boolean }
  offeredAt: Date
  expiresAt: Date
  mailedAt: Date | null
  score: number | null
  good: boolean | null
  reason: string | null
  comment: string | null
  ratedAt: Date | null
  changedAt: Date | null
}
const RATING = sql`r.id, r.survey_id as "surveyId", r.conversation_id as "conversationId", r.ticket_id as "ticketId", r.agent_id as "agentId",
  r.group_id as "groupId", r.channel_id as "channelId", r.brand_id as "brandId", r.asked, r.offered_at as "offeredAt", r.expires_at as "expiresAt",
  r.mailed_at as "mailedAt", r.score, r.good, r.reason, r.comment, r.rated_at as "ratedAt", r.changed_at as "changedAt"`

type NewRating = Pick<
  Rating,
  | 'surveyId'
  | 'conversationId'
  | 'ticketId'
  | 'agentId'
  | 'groupId'
  | 'channelId'
  | 'brandId'
  | 'asked'
  | 'offeredAt'
  | 'expiresAt'
>
/** Null: this ticket was asked this already. */
export const insertRating = async (tx: Tx, r: NewRating): Promise<number | null> =>
  (
    await tx.maybe<{ id: number }>(sql`
      insert into ratings (survey_id, conversation_id, ticket_id, agent_id, group_id, channel_id, brand_id, asked, offered_at, expires_at)
      values (${r.surveyId}, ${r.conversationId}, ${r.ticketId}, ${r.agentId}, ${r.groupId}, ${r.channelId}, ${r.brandId},
              ${JSON.stringify(r.asked)}, ${r.offeredAt}, ${r.expiresAt})
      on conflict (ticket_id, survey_id) do nothing returning id`)
  )?.id ?? null

/** Whether this customer was asked anything since then. */
export const wasAskedSince = async (tx: Tx, contactId: number, since: Date): Promise<boolean> =>
  (await tx.maybe(sql`select from conversations c join ratings r on r.conversation_id = c.id
                      where c.contact_id = ${contactId} and r.offered_at > ${since} limit 1`)) !== null

export const findRating = (tx: Tx, id: number): Promise<Rating | null> =>
  tx.maybe(sql`select ${RATING} from ratings r where r.id = ${id}`)
export const lockRating = (tx: Tx, id: number): Promise<Rating | null> =>
  tx.maybe(sql`select ${RATING} from ratings r where r.id = ${id} for update`)

export const updateRating = (tx: Tx, id: number, said: Said, at: Date): Promise<number> =>
  tx.run(sql`update ratings set score = ${said.score}, good = ${said.good}, reason = ${said.reason}, comment = ${said.comment},
             rated_at = coalesce(rated_at, ${at}), changed_at = case when rated_at is null then null else ${at}::timestamptz end
             where id = ${id}`)
export const markMailed = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update ratings set mailed_at = ${at} where id = ${id}`)

export const emptyComments = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(
    sql`update ratings set comment = null where conversation_id = any(${[...conversationIds]}::bigint[]) and comment is not null`,
  )
/** Those that repeat these words, in whatever case. */
export const emptyCommentsWith = (tx: Tx, conversationId: number, words: string): Promise<number> =>
  tx.run(
    sql`update ratings set comment = null where conversation_id = ${conversationId} and position(lower(${words}) in lower(comment)) > 0`,
  )

export type Filter = {
  kind: RatingKind | null
  agentId: number | null
  groupId: number | null
  channelId: number | null
  surveyId: number | null
  from: Date | null
  to: Date | null
}
/** Where a page ended. */
export type Cursor = { at: Date; id: number }

const KINDS: Readonly<Record<RatingKind, Sql>> = {
  good: sql`r.good`,
  bad: sql`r.good = false`,
  rated: sql`r.good is not null`,
  commented: sql`r.comment is not null`,
  unrated: sql`r.good is null`,
}
const where = (actor: Actor, filter: Omit<Filter, 'kind'>): Sql => {
  const also = (given: unknown, condition: Sql) => (given === null ? empty : sql`and ${condition}`)
  return sql`${scopeSql(actor)} ${also(filter.agentId, sql`r.agent_id = ${filter.agentId}`)}
    ${also(filter.groupId, sql`r.group_id = ${filter.groupId}`)} ${also(filter.channelId, sql`r.channel_id = ${filter.channelId}`)}
    ${also(filter.surveyId, sql`r.survey_id = ${filter.surveyId}`)}
    ${also(filter.from, sql`r.offered_at >= ${filter.from}`)} ${also(filter.to, sql`r.offered_at < ${filter.to}`)}`
}

export type ListedRating = Rating & {
  survey: string
  subject: string
  contactId: number
  contactName: string | null
}
const LISTED = sql`${RATING}, s.name as survey, i.subject, i.contact_id as "contactId", c.name as "contactName"
  from ratings r join inbox i on i.conversation_id = r.conversation_id join surveys s on s.id = r.survey_id
  join contacts c on c.id = i.contact_id`

export const listRatings = (
  tx: Tx,
  actor: Actor,
  { kind, ...filter }: Filter,
  after: Cursor | null,
  limit: number,
): Promise<ListedRating[]> =>
  tx.rows(sql`select ${LISTED} where ${where(actor, filter)} ${kind === null ? empty : sql`and ${KINDS[kind]}`}
    ${after === null ? empty : sql`and (r.offered_at, r.id) < (${after.at}, ${after.id})`}
    order by r.offered_at desc, r.id desc limit ${limit}`)

export const sumRatings = (
  tx: Tx,
  actor: Actor,
  filter: Omit<Filter, 'kind'>,
): Promise<{ offered: number; rated: number; good: number }> =>
  tx.row(sql`select count(*)::int as offered, count(r.score)::int as rated, count(*) filter (where r.good)::int as good
             from ratings r join inbox i on i.conversation_id = r.conversation_id where ${where(actor, filter)}`)

/** Of one conversation, which the caller has found in reach. */
export const listRatingsOf = (tx: Tx, conversationId: number): Promise<ListedRating[]> =>
  tx.rows(sql`select ${LISTED} where r.conversation_id = ${conversationId} order by r.id desc`)
