import { movesIn } from '../contacts/index.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { wantPlanning } from './automations/queries.ts'
import type { RuleDirectory } from './directory.ts'
import { countSettingSchedule, forgetFirings } from './queries.ts'

/** What instants of automations are worked out from. */
const SOURCES = [
  'rule.changed',
  'schedule.changed',
  'schedule.deleted',
  'channel.changed',
  'ticket_definitions.changed',
  'contact.merged',
  'contact.split',
] as const

type Parts = { directory: Pick<RuleDirectory, 'automationsName'>; wake: () => void }

/** In the same transaction as the change, so that planning is under way from its commit on [RU10]. */
export const reactions = (parts: Parts): Reaction[] => [...SOURCES.map(planAnew(parts)), keepSchedules, forgetPurged]

const planAnew =
  ({ directory, wake }: Parts) =>
  (on: (typeof SOURCES)[number]): Reaction => ({
    on,
    name: 'rules: open tickets get their next instants anew',
    async react(ctx, events) {
      if (on === 'rule.changed' && !events.some(({ data }) => data.kind === 'automation')) return
      if (on === 'channel.changed' && !events.some(({ data }) => data.hours === true)) return
      if (on === 'contact.merged' || on === 'contact.split') {
        // Tickets that go to, or from, whom an automation names.
        if (!directory.automationsName(movesIn(events).flatMap(({ from, into }) => [from, into]))) return
      }
      await wantPlanning(ctx.tx)
      ctx.after.push(wake)
    },
  })

const keepSchedules: Reaction = {
  on: 'schedule.deleted',
  name: 'rules: a schedule that a rule gives to tickets stays',
  async react(ctx, events) {
    for (const { data } of events) {
      const rules = await countSettingSchedule(ctx.tx, Number(data.scheduleId))
      if (rules > 0) throw new Refusal('schedule_in_use', { reason: 'rules', rules })
    }
  },
}

const forgetPurged: Reaction = {
  on: 'conversation.purged',
  name: 'rules: forget what is purged',
  async react(ctx, events) {
    await forgetFirings(
      ctx.tx,
      events.map(({ data }) => Number(data.conversationId)),
    )
  },
}
