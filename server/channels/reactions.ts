import type { Reaction } from '../platform/commands/reaction.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { countUsing } from './queries.ts'

export const reactions: Reaction[] = [
  {
    on: 'schedule.deleted',
    name: 'channels: a schedule that a channel names stays',
    async react(ctx, events) {
      for (const { data } of events) {
        const channels = await countUsing(ctx.tx, Number(data.scheduleId))
        if (channels > 0) throw new Refusal('schedule_in_use', { reason: 'channels', channels })
      }
    },
  },
]
