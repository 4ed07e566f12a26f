import type { Facts } from '../platform/pure/conditions/condition.ts'
import type { StoredInboxRow } from './inbox-row.ts'
import { stateOf, type Ticket } from './model.ts'

/** All that conditions may read of an update, but for what was said. */
export const updateState = (ticket: Ticket, row: StoredInboxRow | null): Record<string, unknown> => ({
  ...stateOf(ticket),
  ...(row === null
    ? {}
    : {
        channelId: row.channelId,
        locale: row.locale,
        style: row.styleKind,
        session: row.session,
        sessionEndReason: row.sessionEndReason,
        replies: row.replies,
        slaPolicyId: row.sla?.policyId ?? null,
        slaState: row.sla?.state ?? null,
        slaMissed: row.sla?.missed ?? [],
        // Members of a set are words, also where they are numbers.
        skills: row.routing?.skills.map(({ id }) => String(id)) ?? [],
        queueId: row.routing?.queueId ?? null,
        routing: row.routing?.state ?? 'none',
      }),
})

/** How a ticket stands, with the instants its hours are counted from; its twin in SQL is `stateReading`. */
export function ticketFacts(ticket: Ticket, row: StoredInboxRow | null): Facts {
  const { createdAt, updatedAt, assignedAt, statusSince: inStatusSince, dueAt } = ticket
  const said = { customerAt: row?.customerAt ?? null, agentAt: row?.agentAt ?? null }
  const promised = { slaDueAt: dateOf(row?.sla?.dueAt), slaBreachedAt: dateOf(row?.sla?.breachedAt) }
  return {
    state: {
      ...updateState(ticket, row),
      createdAt,
      updatedAt,
      assignedAt,
      inStatusSince,
      dueAt,
      overdueAt: dueAt,
      ...said,
      ...promised,
    },
    changes: {},
  }
}

const dateOf = (at: string | null | undefined): Date | null => (at ? new Date(at) : null)
