import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { ScheduleRef } from './contract.ts'
import { scheduleDeleted } from './events.ts'
import { mayManageSchedules } from './policy.ts'
import { hideSchedule, lockSchedule } from './queries.ts'

/** The default stays while it is the default. Whoever names a schedule refuses its end on the event [SC8]. */
export const deleteSchedule = command(
  'schedule.delete',
  { input: ScheduleRef, may: mayManageSchedules, about: 'Delete a schedule that nothing uses.' },
  async (ctx, { scheduleId }) => {
    const schedule = await lockSchedule(ctx.tx, scheduleId)
    if (schedule.isDefault) throw new Refusal('schedule_in_use', { reason: 'default' })
    await hideSchedule(ctx.tx, scheduleId, ctx.now)
    record(ctx, scheduleDeleted, { stream: 'account', by: ctx.actor, data: { scheduleId } })
    await audit(ctx, ctx.actor, 'schedule.deleted', `schedule:${scheduleId}`, {}, schedule.name)
    return null
  },
)
