import { movesIn } from '../../contacts/index.ts'
import type { Reaction } from '../../platform/commands/reaction.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { SlaDirectory } from './directory.ts'
import { countPoliciesUsing, wantRecalculation } from './queries.ts'

/** What targets are worked out from, beside the ticket. */
const SOURCES = [
  'sla_policy.changed',
  'schedule.changed',
  'schedule.deleted',
  'channel.changed',
  'ticket_definitions.changed',
  'contact.merged',
  'contact.split',
] as const

type Parts = { directory: Pick<SlaDirectory, 'name'>; wake: () => void }

/** In the same transaction as the change, so that it is under way from its commit on [SL6]. */
export const slaReactions = ({ directory, wake }: Parts): Reaction[] => [
  ...SOURCES.map(
    (on): Reaction => ({
      on,
      name: 'tickets: open tickets get their targets anew',
      async react(ctx, events) {
        // Another name of a channel changes no target; other hours may.
        if (on === 'channel.changed' && !events.some(({ data }) => data.hours === true)) return
        if (on === 'contact.merged' || on === 'contact.split') {
          if (!directory.name(movesIn(events).flatMap(({ from, into }) => [from, into]))) return
        }
        await wantRecalculation(ctx.tx)
        ctx.after.push(wake)
      },
    }),
  ),
  {
    on: 'schedule.deleted',
    name: 'tickets: a schedule that a policy names stays',
    async react(ctx, events) {
      for (const { data } of events) {
        const policies = await countPoliciesUsing(ctx.tx, Number(data.scheduleId))
        if (policies > 0) throw new Refusal('schedule_in_use', { reason: 'sla_policies', policies })
      }
    },
  },
]
