import type { Tx } from '../platform/db.ts'
import type { Changes } from './contract.ts'
import type { StoredInboxRow } from './inbox-row.ts'
import { sortedAt } from './inbox-row.ts'
import type { Ticket } from './model.ts'
import type { RuleMark } from './update.ts'

const TICKET = `t.id, t.conversation_id as "conversationId", t.contact_id as "contactId", t.brand_id as "brandId", t.subject, t.status,
  t.status_id as "statusId", t.type, t.priority, t.due_at as "dueAt", t.followers, t.organization_id as "organizationId", t.form_id as "formId", t.schedule_id as "scheduleId", t.fields,
  t.group_id as "groupId", t.assignee_id as "assigneeId", t.tags, t.snoozed_until as "snoozedUntil", t.solved_at as "solvedAt",
  t.closes_at as "closesAt", t.undo_until as "undoUntil", t.status_before_solved as "statusBeforeSolved",
  t.status_id_before_solved as "statusIdBeforeSolved", t.version,
  t.reopens, t.agent_stations as "agentStations", t.group_stations as "groupStations", t.status_since as "statusSince", t.assigned_at as "assignedAt",
  t.merged_into as "mergedInto", t.follows, t.problem_id as "problemId", t.satisfaction, t.satisfaction_score as "satisfactionScore", t.created_at as "createdAt", t.updated_at as "updatedAt"`
const INBOX = `i.conversation_id as "conversationId", i.ticket_id as "ticketId", i.contact_id as "contactId", i.channel_id as "channelId",
  i.brand_id as "brandId", i.status, i.status_id as "statusId", i.group_id as "groupId", i.assignee_id as "assigneeId", i.priority, i.subject, i.preview,
  i.preview_by as "previewBy", i.activity_at as "activityAt", i.waiting_since as "waitingSince", i.unread, i.session,
  i.snoozed_until as "snoozedUntil", i.locale, i.session_end_reason as "sessionEndReason", i.style_kind as "styleKind",
  i.customer_at as "customerAt", i.agent_at as "agentAt", i.replies, i.sla, i.routing`

/** Tickets of conversations already locked. */
export const listTickets = (tx: Tx, conversationIds: readonly number[]): Promise<Ticket[]> =>
  tx.rows<Ticket>({
    name: 'tickets.of_conversations',
    text: `select ${TICKET} from tickets t where t.conversation_id = any($1::bigint[]) and t.deleted_at is null`,
    values: [conversationIds],
  })

export const listInboxRows = (tx: Tx, conversationIds: readonly number[]): Promise<StoredInboxRow[]> =>
  tx.rows<StoredInboxRow>({
    name: 'inbox.of_conversations',
    text: `select ${INBOX} from inbox i where i.conversation_id = any($1::bigint[])`,
    values: [conversationIds],
  })

export const INBOX_COLUMNS = INBOX

/** Tickets as they stand, with their inbox rows, in the order of their conversations. */
export async function listStanding(
  tx: Tx,
  conversationIds: readonly number[],
): Promise<{ ticket: Ticket; row: StoredInboxRow }[]> {
  const [tickets, rows] = await Promise.all([listTickets(tx, conversationIds), listInboxRows(tx, conversationIds)])
  const byConversation = new Map(tickets.map((ticket) => [ticket.conversationId, ticket]))
  return rows
    .flatMap((row) => {
      const ticket = byConversation.get(row.conversationId)
      return ticket === undefined ? [] : [{ ticket, row }]
    })
    .sort((a, b) => a.row.conversationId - b.row.conversationId)
}

export type NewTicket = Pick<
  Ticket,
  'conversationId' | 'contactId' | 'brandId' | 'subject' | 'groupId' | 'statusId' | 'formId'
> & { at: Date }
export const insertTicket = (tx: Tx, input: NewTicket): Promise<Ticket> =>
  tx.row<Ticket>({
    name: 'tickets.insert',
    text: `insert into tickets as t (conversation_id, contact_id, organization_id, brand_id, subject, status, status_id, form_id, group_id, group_stations,
             status_since, created_at, updated_at)
           values ($1, $2, (select organization_id from contacts where id = $2), $3, $4, 'new', $5, $6, $7, ($7::bigint is not null)::int, $8, $8, $8)
           returning ${TICKET}`,
    values: [
      input.conversationId,
      input.contactId,
      input.brandId,
      input.subject,
      input.statusId,
      input.formId,
      input.groupId,
      input.at,
    ],
  })

export async function updateTickets(tx: Tx, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return
  await tx.run({
    name: 'tickets.update',
    text: `update tickets t set contact_id = n.contact_id, subject = n.subject, status = n.status, priority = n.priority, group_id = n.group_id,
             assignee_id = n.assignee_id, tags = array(select jsonb_array_elements_text(n.tags)), snoozed_until = n.snoozed_until,
             solved_at = n.solved_at, closes_at = n.closes_at, undo_until = n.undo_until, status_before_solved = n.status_before_solved,
             version = n.version, updated_at = n.updated_at, reopens = n.reopens, agent_stations = n.agent_stations,
             group_stations = n.group_stations, status_since = n.status_since, assigned_at = n.assigned_at,
             status_id = n.status_id, status_id_before_solved = n.status_id_before_solved, type = n.type, due_at = n.due_at,
             followers = array(select jsonb_array_elements_text(n.followers)::bigint), organization_id = n.organization_id, form_id = n.form_id,
             fields = n.fields, satisfaction = n.satisfaction, satisfaction_score = n.satisfaction_score,
             merged_into = n.merged_into, follows = n.follows, problem_id = n.problem_id,
             brand_id = n.brand_id, schedule_id = n.schedule_id
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::jsonb[], $9::timestamptz[],
                       $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::bigint[], $15::timestamptz[], $16::int[], $17::int[], $18::int[],
                       $19::timestamptz[], $20::timestamptz[], $21::bigint[], $22::bigint[], $23::text[], $24::timestamptz[], $25::jsonb[], $26::bigint[],
                       $27::bigint[], $28::jsonb[], $29::text[], $30::smallint[], $31::bigint[], $32::bigint[], $33::bigint[],
                       $34::bigint[], $35::bigint[])
             as n(id, contact_id, subject, status, priority, group_id, assignee_id, tags, snoozed_until, solved_at, closes_at, undo_until,
                  status_before_solved, version, updated_at, reopens, agent_stations, group_stations, status_since, assigned_at, status_id,
                  status_id_before_solved, type, due_at, followers, organization_id, form_id, fields,
                  satisfaction, satisfaction_score, merged_into, follows, problem_id, brand_id, schedule_id)
           where t.id = n.id`,
    values: [
      tickets.map((t) => t.id),
      tickets.map((t) => t.contactId),
      tickets.map((t) => t.subject),
      tickets.map((t) => t.status),
      tickets.map((t) => t.priority),
      tickets.map((t) => t.groupId),
      tickets.map((t) => t.assigneeId),
      tickets.map((t) => JSON.stringify(t.tags)),
      tickets.map((t) => t.snoozedUntil),
      tickets.map((t) => t.solvedAt),
      tickets.map((t) => t.closesAt),
      tickets.map((t) => t.undoUntil),
      tickets.map((t) => t.statusBeforeSolved),
      tickets.map((t) => t.version),
      tickets.map((t) => t.updatedAt),
      tickets.map((t) => t.reopens),
      tickets.map((t) => t.agentStations),
      tickets.map((t) => t.groupStations),
      tickets.map((t) => t.statusSince),
      tickets.map((t) => t.assignedAt),
      tickets.map((t) => t.statusId),
      tickets.map((t) => t.statusIdBeforeSolved),
      tickets.map((t) => t.type),
      tickets.map((t) => t.dueAt),
      tickets.map((t) => JSON.stringify(t.followers)),
      tickets.map((t) => t.organizationId),
      tickets.map((t) => t.formId),
      tickets.map((t) => JSON.stringify(t.fields)),
      tickets.map((t) => t.satisfaction),
      tickets.map((t) => t.satisfactionScore),
      tickets.map((t) => t.mergedInto),
      tickets.map((t) => t.follows),
      tickets.map((t) => t.problemId),
      tickets.map((t) => t.brandId),
      tickets.map((t) => t.scheduleId),
    ],
  })
}

export type NewUpdate = {
  ticketId: number
  at: Date
  actorKind: string
  actorId: number | null
  messageId: string | null
  changes: Changes
  state: Record<string, unknown>
  kind: 'created' | 'changed'
  /** What rules did within it. */
  rules: readonly RuleMark[]
}
export async function insertUpdates(tx: Tx, updates: readonly NewUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await tx.run({
    name: 'ticket_updates.insert',
    text: `insert into ticket_updates (ticket_id, at, actor_kind, actor_id, message_id, changes, state, rules, kind)
           select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::bigint[], $5::uuid[], $6::jsonb[], $7::jsonb[], $8::jsonb[], $9::text[])`,
    values: [
      updates.map((update) => update.ticketId),
      updates.map((update) => update.at),
      updates.map((update) => update.actorKind),
      updates.map((update) => update.actorId),
      updates.map((update) => update.messageId),
      updates.map((update) => JSON.stringify(update.changes)),
      updates.map((update) => JSON.stringify(update.state)),
      updates.map((update) => (update.rules.length === 0 ? null : JSON.stringify(update.rules))),
      updates.map((update) => update.kind),
    ],
  })
}

/** What messages change of rows that are there; see `isOnlyMoved`. */
export async function moveInboxRows(tx: Tx, rows: readonly StoredInboxRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run({
    name: 'inbox.move',
    text: `update inbox i set preview = n.preview, preview_by = n.preview_by, activity_at = n.activity_at, sorted_at = n.sorted_at,
             waiting_since = n.waiting_since, unread = n.unread, customer_at = n.customer_at, agent_at = n.agent_at, replies = n.replies
           from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[],
                       $8::timestamptz[], $9::timestamptz[], $10::int[])
             as n(conversation_id, preview, preview_by, activity_at, sorted_at, waiting_since, unread, customer_at, agent_at, replies)
           where i.conversation_id = n.conversation_id`,
    values: [
      rows.map((r) => r.conversationId),
      rows.map((r) => r.preview),
      rows.map((r) => r.previewBy),
      rows.map((r) => r.activityAt),
      rows.map(sortedAt),
      rows.map((r) => r.waitingSince),
      rows.map((r) => r.unread),
      rows.map((r) => r.customerAt),
      rows.map((r) => r.agentAt),
      rows.map((r) => r.replies),
    ],
  })
}

export async function upsertInboxRows(tx: Tx, rows: readonly StoredInboxRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run({
    name: 'inbox.upsert',
    text: `insert into inbox (conversation_id, ticket_id, contact_id, channel_id, brand_id, status, group_id, assignee_id, priority, subject, preview,
             preview_by, activity_at, sorted_at, waiting_since, unread, session, snoozed_until, locale, session_end_reason, style_kind, customer_at, agent_at, replies, status_id, sla, routing)
           select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[], $9::text[],
             $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::int[], $17::text[],
             $18::timestamptz[], $19::text[], $20::text[], $21::text[], $22::timestamptz[], $23::timestamptz[], $24::int[], $25::bigint[], $26::jsonb[], $27::jsonb[])
           on conflict (conversation_id) do update set ticket_id = excluded.ticket_id, contact_id = excluded.contact_id, status = excluded.status,
             group_id = excluded.group_id, assignee_id = excluded.assignee_id, priority = excluded.priority, subject = excluded.subject,
             preview = excluded.preview, preview_by = excluded.preview_by, activity_at = excluded.activity_at, sorted_at = excluded.sorted_at,
             waiting_since = excluded.waiting_since, unread = excluded.unread, session = excluded.session, snoozed_until = excluded.snoozed_until,
             session_end_reason = excluded.session_end_reason, customer_at = excluded.customer_at, agent_at = excluded.agent_at,
             replies = excluded.replies, status_id = excluded.status_id, style_kind = excluded.style_kind, sla = excluded.sla, routing = excluded.routing,
             brand_id = excluded.brand_id, locale = excluded.locale`,
    values: [
      rows.map((r) => r.conversationId),
      rows.map((r) => r.ticketId),
      rows.map((r) => r.contactId),
      rows.map((r) => r.channelId),
      rows.map((r) => r.brandId),
      rows.map((r) => r.status),
      rows.map((r) => r.groupId),
      rows.map((r) => r.assigneeId),
      rows.map((r) => r.priority),
      rows.map((r) => r.subject),
      rows.map((r) => r.preview),
      rows.map((r) => r.previewBy),
      rows.map((r) => r.activityAt),
      rows.map(sortedAt),
      rows.map((r) => r.waitingSince),
      rows.map((r) => r.unread),
      rows.map((r) => r.session),
      rows.map((r) => r.snoozedUntil),
      rows.map((r) => r.locale),
      rows.map((r) => r.sessionEndReason),
      rows.map((r) => r.styleKind),
      rows.map((r) => r.customerAt),
      rows.map((r) => r.agentAt),
      rows.map((r) => r.replies),
      rows.map((r) => r.statusId),
      rows.map((r) => (r.sla === null ? null : JSON.stringify(r.sla))),
      rows.map((r) => (r.routing === null ? null : JSON.stringify(r.routing))),
    ],
  })
}

export type Delta = { brandId: number; groupId: number; assigneeId: number; status: string; n: number }
export async function insertDeltas(tx: Tx, deltas: readonly Delta[]): Promise<void> {
  if (deltas.length === 0) return
  await tx.run({
    name: 'counts.delta',
    text: `insert into inbox_count_deltas (brand_id, group_id, assignee_id, status, n)
           select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::int[])`,
    values: [
      deltas.map((d) => d.brandId),
      deltas.map((d) => d.groupId),
      deltas.map((d) => d.assigneeId),
      deltas.map((d) => d.status),
      deltas.map((d) => d.n),
    ],
  })
}

/** Who holds the ticket of each conversation. */
export async function listAssignees(tx: Tx, conversationIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.rows<{ conversation_id: number; assignee_id: number }>({
    name: 'tickets.assignees',
    text: 'select conversation_id, assignee_id from tickets where conversation_id = any($1::bigint[]) and assignee_id is not null',
    values: [conversationIds],
  })
  return new Map(rows.map((row) => [row.conversation_id, row.assignee_id]))
}
