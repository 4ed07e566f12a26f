import { addNotifications } from '../../identity/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Stage } from '../../platform/commands/reaction.ts'
import { system } from '../../platform/pure/actor.ts'
import { clearTimer, setTimer, type TimerHandler } from '../../platform/timers/timer.ts'
import { lockOnTime } from '../../conversations/index.ts'
import { ticketFacts } from '../facts.ts'
import type { StoredInboxRow } from '../inbox-row.ts'
import type { Ticket } from '../model.ts'
import { metrics } from '../pure/sla-metrics.ts'
import { loadWork, putFact, putRow, rowOf, takeUpdates, ticketOf } from '../work.ts'
import type { ActivePolicy, SlaDirectory } from './directory.ts'
import { slaBreached, slaChanged } from './events.ts'
import { targetOf } from './pure/targets.ts'
import { advance, begin, type Standing, type Track } from './pure/track.ts'
import { slaView, type StoredSla, type StoredTarget, summary } from './stored.ts'

export const BREACH = 'ticket.sla'
type Policies = Pick<SlaDirectory, 'policies' | 'walkOf'>

/** After triggers: what each updated ticket was promised, and how that stands [SL1]. */
export const measureSla = (directory: Policies): Stage => ({
  name: 'sla',
  async run(ctx) {
    const changed = new Set(takeUpdates(ctx, 'sla').map(({ conversationId }) => conversationId))
    let isLate = false
    for (const id of changed) if (await measure(ctx, id, directory)) isLate = true
    return isLate
  },
})

/** The instant at which a target is missed has come [SL3]. */
export const missOnTime =
  (directory: Policies): TimerHandler =>
  async (ctx, subject) => {
    const conversation = await lockOnTime(ctx.tx, subject)
    if (conversation === null) return
    await loadWork(ctx, [conversation.id])
    await measure(ctx, conversation.id, directory)
  }

/**
 * Whether something was missed that nobody has been told of. `anew`: limits or hours may have changed while the ticket did
 * not; what that makes late is shown, not told [SL6].
 */
export async function measure(ctx: Context, id: number, directory: Policies, anew = false): Promise<boolean> {
  const [ticket, row] = [ticketOf(ctx, id), rowOf(ctx, id)]
  if (ticket === null || row === null || (row.sla === null && directory.policies().length === 0)) return false
  const before = row.sla
  const standing = standingOf(ticket, row)
  const track = before === null ? begin(ticket.createdAt.getTime(), standing) : advance(before.track, standing)
  const policy = policyFor(directory, ticket, row, ctx.now)
  const given = ticket.scheduleId === null ? '' : ` ${ticket.scheduleId}`
  const key = policy === null ? '' : `${policy.id} ${policy.version} ${ticket.priority ?? ''}${given}`
  const isDue = before !== null && before.dueAt !== null && Date.parse(before.dueAt) <= ctx.now.getTime()
  if (!anew && !isDue && track === before?.track && key === before.key) return false

  const targets = policy === null ? [] : targetsOf(policy, { ticket, row, track, now: ctx.now }, directory)
  const late = targets.filter((target) => target.state === 'breached' && before?.told.includes(nameOf(target)) !== true)
  const next: StoredSla = {
    track,
    key,
    policyId: policy?.id ?? null,
    policy: policy?.name ?? '',
    targets,
    told: [...(before?.told ?? []).filter((told) => isCounted(told, targets)), ...late.map(nameOf)],
    missed: metrics.filter(
      (metric) => before?.missed.includes(metric) === true || late.some((each) => each.metric === metric),
    ),
    ...summary(targets),
  }
  keep(ctx, row, next)
  if (anew || late.length === 0) return false
  await tell(ctx, { ticket, before, next, late })
  return true
}

const standingOf = (ticket: Ticket, row: StoredInboxRow): Standing => ({
  status: ticket.status,
  statusSince: ticket.statusSince.getTime(),
  customerAt: row.customerAt?.getTime() ?? null,
  agentAt: row.agentAt?.getTime() ?? null,
  customerWasLast: row.waitingSince !== null,
})

/** What was promised while it was open stays when it closes. */
function policyFor({ policies }: Policies, ticket: Ticket, row: StoredInboxRow, now: Date): ActivePolicy | null {
  if (ticket.status === 'closed') return policies().find(({ id }) => id === row.sla?.policyId) ?? null
  const facts = { ...ticketFacts(ticket, row), now }
  return policies().find(({ holds }) => holds(facts)) ?? null
}

function targetsOf(
  policy: ActivePolicy,
  { ticket, row, track, now }: { ticket: Ticket; row: StoredInboxRow; track: Track; now: Date },
  { walkOf }: Policies,
): StoredTarget[] {
  const aims = policy.targets[ticket.priority ?? 'normal']
  const walk = walkOf(policy, aims.business, { scheduleId: ticket.scheduleId, channelId: row.channelId })
  return metrics.flatMap((metric) => {
    const minutes = aims[metric]
    const target = minutes === null ? null : targetOf(metric, minutes * 60_000, track, now.getTime(), walk)
    return target === null || minutes === null ? [] : [{ ...target, minutes, business: aims.business }]
  })
}

const nameOf = ({ metric, startedAt }: StoredTarget): string => `${metric}@${startedAt}`
/** A wait that is over does not come back; the others count from the same instant for ever. */
const isCounted = (told: string, targets: readonly StoredTarget[]): boolean =>
  !told.startsWith('next_reply@') || targets.some((target) => nameOf(target) === told)

function keep(ctx: Context, row: StoredInboxRow, next: StoredSla): void {
  const subject = `conversation:${row.conversationId}`
  const before = row.sla
  putRow(ctx, { ...row, sla: next })
  if (next.dueAt !== (before?.dueAt ?? null)) {
    if (next.dueAt === null) clearTimer(ctx, subject, BREACH)
    else setTimer(ctx, subject, BREACH, new Date(next.dueAt))
  }
  const sla = slaView(next)
  if (JSON.stringify(sla) !== JSON.stringify(slaView(before)))
    record(ctx, slaChanged, { stream: subject, by: system, data: { sla }, contactId: row.contactId })
}

type Late = { ticket: Ticket; before: StoredSla | null; next: StoredSla; late: readonly StoredTarget[] }

/** An event for each target, an update that rules read, and a word to whoever has the ticket [SL3] [SL4]. */
async function tell(ctx: Context, { ticket, before, next, late }: Late): Promise<void> {
  const { conversationId, contactId } = ticket
  for (const { metric, dueAt } of late)
    record(ctx, slaBreached, {
      stream: `conversation:${conversationId}`,
      by: system,
      data: { metric, policyId: next.policyId ?? 0, policy: next.policy, dueAt: new Date(dueAt ?? 0).toISOString() },
      contactId,
    })
  putFact(ctx, conversationId, { kind: 'system', id: null }, { slaMissed: [before?.missed ?? [], next.missed] })
  if (ticket.assigneeId === null || ticket.status === 'closed') return
  await addNotifications(ctx, [
    { userId: ticket.assigneeId, kind: 'sla', conversationId, by: '', text: ticket.subject },
  ])
}
