import type { Reaction } from '../platform/commands/reaction.ts'
import { wantPlanning } from './automations/queries.ts'

/** What instants of automations are worked out from. */
const SOURCES = [
  'rule.changed',
  'schedule.changed',
  'schedule.deleted',
  'channel.changed',
  'ticket_definitions.changed',
] as const

/** In the same transaction as the change, so that planning is under way from its commit on [RU10]. */
export const reactions = (wake: () => void): Reaction[] =>
  SOURCES.map((on) => ({
    on,
    name: 'rules: open tickets get their next instants anew',
    async react(ctx, events) {
      if (on === 'rule.changed' && !events.some(({ data }) => data.kind === 'automation')) return
      if (on === 'channel.changed' && !events.some(({ data }) => data.hours === true)) return
      await wantPlanning(ctx.tx)
      ctx.after.push(wake)
    },
  }))
